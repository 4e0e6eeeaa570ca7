"""Public pages that are kept for a moment follow every change."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import NullPool, create_engine, text

from tests.factories import activities, people
from turin import clock
from turin.db import transaction
from turin.db.types import Text
from turin.people.models import Role
from turin.web.kept import LASTS


@pytest.fixture
def activity(app):
    with transaction():
        return activities.activity(title=Text(en="Fair recruitment"))


def test_a_page_that_was_just_made_asks_the_database_nothing(client, activity, statements):
    assert statements(lambda: client.get("/en/courses")) > 0
    assert statements(lambda: client.get("/en/courses")) == 0


def test_a_change_is_seen_at_once(client, activity):
    assert "Fair recruitment" in client.get("/en/courses").text
    with transaction():
        activity.title = Text(en="Fair recruitment in construction")
    assert "Fair recruitment in construction" in client.get("/en/courses").text


def test_what_another_process_changed_is_seen_within_seconds(client, activity, database_url):
    now = clock.now()
    with time_machine.travel(now, tick=False) as traveller:
        client.get("/en/courses")
        with create_engine(database_url, poolclass=NullPool).begin() as other:
            other.execute(text("UPDATE activity SET state = 'draft'"))
        assert "Fair recruitment" in client.get("/en/courses").text
        traveller.move_to(now + timedelta(seconds=LASTS))
        assert "Fair recruitment" not in client.get("/en/courses").text


def test_who_is_signed_in_gets_her_own_page(client, activity):
    with transaction():
        amina = people.person(Role.COORDINATOR, name="Amina Haddad")
    client.get("/en/courses")
    client.enter(amina)
    assert "Amina Haddad" in client.get("/en/courses").text
    client.leave()
    assert "Amina Haddad" not in client.get("/en/courses").text
