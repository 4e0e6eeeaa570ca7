"""The pages of the timetable: one session after the other is put on it."""

import pytest

from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.forms import send
from turin.db import db, transaction
from turin.people.models import Role

ADD = "/staff/activities/A1/timetable/add"


@pytest.fixture
def activity(client):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        made = activities.activity([coordinator], key="A1")
    client.enter(coordinator)
    return made


@pytest.fixture
def session(activity):
    with transaction():
        return schedule.session(activity, room=schedule.room())


def filled(response) -> tuple:
    """Return the day, the start and the room that the form suggests."""
    room = response.page.find(".//select[@id='room']/option[@selected]")
    day, starts = (response.page.find(f".//input[@id='{name}']") for name in ("day", "starts"))
    return day.get("value"), starts.get("value"), "" if room is None else room.get("value")


def test_the_first_session_is_suggested_on_the_first_day(client, activity):
    assert filled(client.get(ADD)) == (activity.starts.iso, "", "")


def test_the_next_session_is_suggested_after_the_last_in_the_same_room(client, session):
    last = session.local_ends

    assert filled(client.get(ADD)) == (f"{last:%Y-%m-%d}", f"{last:%H:%M}", str(session.room_id))


@pytest.mark.parametrize(
    ("button", "leads_to"), [({}, "/timetable"), ({"another": "1"}, "/timetable/add")]
)
def test_a_saved_session_leads_back_or_to_the_next_one(client, activity, button, leads_to):
    day = activity.starts.iso

    answer = send(
        client,
        ADD,
        title="Opening",
        day=day,
        starts="09:00",
        ends="10:30",
        module="",
        room="",
        **button,
    )

    assert answer.status_code == 303
    assert answer.location.endswith(leads_to)
    assert db.session.query(Session).count() == 1
