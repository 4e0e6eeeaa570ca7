"""A trainer sees and gets what she teaches with, and nobody else's."""

import pytest

from courses.materials.models import Audience, CourseMaterial
from tests.factories import activities, materials, people, schedule
from turin.db import db, transaction
from turin.people.models import Role


@pytest.fixture
def trainer(app):
    with transaction():
        made = people.person(Role.TRAINER)
        course = activities.course()
        mine = materials.work("mine", audience=Audience.PARTICIPANTS)
        other = materials.work("other", audience=Audience.PARTICIPANTS)
        materials.held(mine, "en", b"mine", "mine.pdf")
        materials.held(other, "en", b"other", "other.pdf")
        db.session.add(CourseMaterial(course_id=course.id, work_id=mine.id))
        schedule.session(activities.running(course_id=course.id), trainers=[made])
    return made


def test_she_sees_and_gets_what_is_hers(client, trainer):
    client.enter(trainer)
    page = client.get("/staff/library/teaching")
    links = [one.get("href") for one in page.page.iter("a") if "/dl/" in (one.get("href") or "")]
    assert [link.rpartition("/")[2] for link in links] == ["mine.pdf"]
    assert client.get(links[0], follow_redirects=True).data == b"mine"
    assert "other.pdf" not in client.get("/en/library/other").text


def test_who_teaches_nothing_is_told_what_to_do(client, trainer):
    with transaction():
        another = people.person(Role.TRAINER)
    client.enter(another)
    assert "Your activities use no materials yet." in client.get("/staff/library/teaching").text
