"""A coordinator copies a day or a week of a timetable to another."""

from datetime import timedelta

import pytest

from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.forms import words
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

REPEAT = "/staff/activities/A9001234/timetable/repeat"


@pytest.fixture
def activity(app, client):
    """Two weeks from a Monday, the second Friday a holiday of Italy."""
    app.config["WTF_CSRF_ENABLED"] = False
    dates = {"starts": PartialDate("2031-04-14"), "ends": PartialDate("2031-04-25")}
    with transaction():
        sara = people.person(Role.COORDINATOR)
        made = activities.activity([sara], code="A9001234", zone="Europe/Rome", **dates)
    client.enter(sara)
    return made


@pytest.fixture
def monday(activity):
    """Two sessions of the first Monday in a room, and one of its Friday."""
    with transaction():
        room, trainer = schedule.room(name="Africa"), people.person(Role.TRAINER, name="Ada Obi")
        schedule.session(activity, room_id=room.id, trainers=[trainer])
        schedule.session(activity, at="14:00", room_id=room.id, title=Text(en="Standards"))
        schedule.session(activity, day=4)
    return room, trainer


def after(hours):
    """Return what is on the timetable but for what was there."""
    found = db.session.query(Session).order_by(Session.id).all()[hours:]
    return [(f"{one.local_starts:%d %H:%M}", one.room, one.trainers) for one in found]


def copied(client, source, to):
    asked = {"source": source, "to": to}
    shown = client.post(REPEAT, data=asked)
    (button,) = (one for one in shown.page.iter("button") if one.get("name") == "make")
    return words(shown), client.post(REPEAT, data={**asked, "make": button.get("value")})


def test_the_days_and_weeks_with_sessions_can_be_chosen(client, monday):
    page = client.get(REPEAT).page
    options = [one.text for one in page.iterfind(".//select[@id='source']/option")]
    assert options == [
        "Monday, 14 April 2031 (2 sessions)",
        "Friday, 18 April 2031 (1 session)",
        "The week of 14 April 2031 (3 sessions)",
    ]


def test_a_day_is_copied_with_all_that_is_free(client, monday):
    room, trainer = monday
    _shown, answer = copied(client, "day-2031-04-14", "2031-04-16")

    assert answer.location.endswith("/timetable")
    assert after(3) == [("16 09:00", room, [trainer]), ("16 14:00", room, [])]
    titles = [one.title["en"] for one in db.session.query(Session).order_by(Session.id)]
    assert titles == ["Opening", "Standards", "Opening", "Opening", "Standards"]


def test_what_is_taken_is_told_and_left_out_of_what_is_copied(client, activity, monday):
    room, trainer = monday
    with transaction():
        other = activities.activity(starts=activity.starts, ends=activity.ends)
        schedule.session(other, day=2, room_id=room.id, trainers=[trainer])

    shown, answer = copied(client, "day-2031-04-14", "2031-04-16")

    assert "Africa is taken at that time: it has no room yet." in shown
    assert "Ada Obi is not free at that time" in shown
    assert "1 of them lacks a room or a trainer" in words(client.get(answer.location))
    assert [row[1:] for row in after(4)] == [(None, []), (room, [])]


def test_a_week_is_copied_to_the_week_of_any_of_its_days(client, monday):
    shown, _answer = copied(client, "week-2031-04-14", "2031-04-23")

    assert "It is a public holiday there: Liberation Day." in shown
    assert [row[0] for row in after(3)] == ["21 09:00", "21 14:00", "25 09:00"]


def test_a_time_that_has_a_session_keeps_it_so_that_two_presses_copy_once(client, activity, monday):
    with transaction():
        schedule.session(activity, day=2, at="09:30")
    shown, _answer = copied(client, "day-2031-04-14", "2031-04-16")
    assert "1 time is left out" in shown
    assert [row[0] for row in after(4)] == ["16 14:00"]

    again = client.post(REPEAT, data={"source": "day-2031-04-14", "to": "2031-04-16"})
    assert again.status_code == 422
    assert "There is a session at each of these times already." in words(again)


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"to": "2031-05-05"}, "The activity takes place on"),
        ({"to": ""}, "Enter the day to which to copy"),
        ({"source": "day-2031-04-15"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_copied_says_why(client, monday, over, told):
    asked = {"source": "day-2031-04-14", "to": "2031-04-16", **over}
    answer = client.post(REPEAT, data=asked)
    assert answer.status_code == 422
    assert told in words(answer)


def test_an_hour_that_the_clocks_skip_is_an_hour_later(client, activity):
    with transaction():
        activity.starts, activity.ends = PartialDate("2031-03-24"), PartialDate("2031-03-31")
        schedule.session(activity, day=5, at="02:30", minutes=60)
    shown, _answer = copied(client, "day-2031-03-29", "2031-03-30")

    assert "Summer time begins in that hour" in shown
    made = db.session.query(Session).order_by(Session.id).all()[-1]
    assert f"{made.local_starts:%H:%M}" == "03:30"
    assert made.ends_at - made.starts_at == timedelta(hours=1)


def test_an_empty_timetable_says_what_to_do_first(client, activity):
    assert "Add many sessions" in words(client.get(REPEAT))
