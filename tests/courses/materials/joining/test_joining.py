"""A coordinator sees who has fetched the joining papers only where the participant is told so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.materials.joining import operations
from courses.materials.joining.models import PaperFetched
from courses.materials.models import ActivityMaterial, CourseMaterial
from courses.registration.models import State
from tests.factories import activities, materials, people, registration
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.people.models import Role

TOLD = "Your coordinator sees whether you have fetched this."


@pytest.fixture
def handed(app, client):
    """An activity that hands a work out, its coordinator, and a participant of it."""
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.running((coordinator,))
        work = materials.work("paper")
        materials.held(work, "en", b"%PDF joining")
        db.session.add(ActivityMaterial(activity_id=activity.id, work_id=work.id))
        participant = people.person()
        registration.application(activity, participant, state=State.CONFIRMED)
    return activity, coordinator, participant


def press(client, activity, deed, work="paper"):
    page = client.get(f"/staff/activities/{activity.key}/materials").page
    token = page.find(".//input[@name='csrf_token']").get("value")
    address = f"/staff/activities/{activity.key}/materials/{work}/{deed}"
    assert client.post(address, data={"csrf_token": token}).status_code == 303


def fetch(client, activity):
    """Open her activity's page and press the download on it; return the page."""
    address = f"/en/courses/{activity.key}"
    answer = client.get(address, follow_redirects=True)
    (href,) = [one.get("href") for one in answer.page.iter("a") if "/dl/" in one.get("href", "")]
    assert client.get(href).status_code == 200
    client.application.extensions["afterwards"].write()
    db.session.rollback()
    return answer.text


def noted():
    return len(db.session.scalars(select(PaperFetched)).all())


def test_nothing_is_noted_unless_the_page_says_so(client, handed):
    activity, coordinator, participant = handed
    client.enter(participant)
    assert TOLD not in fetch(client, activity)
    assert noted() == 0
    client.enter(coordinator)
    press(client, activity, "note")
    client.leave()
    assert TOLD not in fetch(client, activity)  # nobody knows who that is
    client.enter(participant)
    assert TOLD in fetch(client, activity)
    fetch(client, activity)
    assert noted() == 1
    client.enter(coordinator)
    assert "Fetched by 1 of 1" in client.get(f"/staff/activities/{activity.key}/materials").text


def test_a_download_from_elsewhere_is_not_noted(app, client, handed):
    activity, coordinator, participant = handed
    client.enter(coordinator)
    press(client, activity, "note")
    client.enter(participant)
    page = client.get("/en/library/paper").page
    (href, *_) = [one.get("href") for one in page.iter("a") if "/dl/" in one.get("href", "")]
    client.get(href)
    app.extensions["afterwards"].write()
    assert noted() == 0


def test_stopping_forgets_and_half_a_year_later_all_is_forgotten(client, handed):
    activity, coordinator, participant = handed
    client.enter(coordinator)
    press(client, activity, "note")
    client.enter(participant)
    fetch(client, activity)
    with transaction():
        found = db.session.get(type(activity), activity.id)
        found.ends = PartialDate(str((clock.now() - timedelta(days=180)).date()))
        operations.forget(clock.now())
    assert noted() == 1
    with transaction():
        operations.forget(clock.now() + timedelta(days=10))
    assert noted() == 0
    fetch(client, activity)
    assert noted() == 1
    client.enter(coordinator)
    press(client, activity, "forget")
    assert noted() == 0


def test_the_list_is_changed_and_its_history_tells_of_it(client, handed):
    activity, coordinator, _participant = handed
    with transaction():
        materials.work("second")
    client.enter(coordinator)
    for deed in ("add", "up"):
        press(client, activity, deed, "second")
    query = select(ActivityMaterial).order_by(ActivityMaterial.position)
    assert [one.work.key for one in db.session.scalars(query)] == ["second", "paper"]
    press(client, activity, "remove")
    assert [one.work.key for one in db.session.scalars(query)] == ["second"]
    deeds = db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)).all()
    assert deeds[-3:] == ["materials.added", "materials.reordered", "materials.removed"]
    assert (
        "Work moved up in the list"
        in client.get(f"/staff/activities/{activity.key}/history?part=materials").text
    )


def test_a_course_s_list_becomes_the_activity_s_own_with_the_first_change(client, handed):
    activity, coordinator, _participant = handed
    with transaction():
        db.session.delete(db.session.scalars(select(ActivityMaterial)).one())
        used = materials.work("of-course")
        found = db.session.get(type(activity), activity.id)
        found.course_id = activities.course().id
        db.session.add(CourseMaterial(course_id=found.course_id, work_id=used.id))
    client.enter(coordinator)
    press(client, activity, "add")
    query = select(ActivityMaterial).order_by(ActivityMaterial.position)
    assert [one.work.key for one in db.session.scalars(query)] == ["of-course", "paper"]
