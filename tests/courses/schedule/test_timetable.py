"""A coordinator plans sessions, and what becomes of them when the activity changes."""

from datetime import UTC, datetime, time, timedelta

import pytest

from courses.activities.models import State
from courses.schedule import queries
from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.factories.activities import TODAY
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

TIMETABLE = "/staff/activities/A9001234/timetable"


@pytest.fixture
def sara(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        person = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(person)
    return person


@pytest.fixture
def activity(sara):
    with transaction():
        modules = [activities.module(title=Text(en="Standards", ar="المعايير"))]
        return activities.activity([sara], ("en", "ar"), modules, code="A9001234")


def typed(activity, **over):
    return {
        "title": "Opening",
        "module": "",
        "room": "",
        "day": str(activity.starts.first),
        "starts": "09:00",
        "ends": "10:30",
        **over,
    }


def sessions():
    return db.session.query(Session).order_by(Session.id).all()


def test_a_session_is_put_on_the_timetable_and_moved(client, activity):
    answer = client.post(f"{TIMETABLE}/add", data=typed(activity))
    assert answer.location.endswith(TIMETABLE)
    (made,) = sessions()
    client.post(f"/staff/sessions/{made.id}", data=typed(activity, starts="14:00", ends="15:30"))

    (made,) = sessions()
    assert made.title == {"en": "Opening"}
    assert made.local_starts.time() == time(14)
    assert "Opening" in client.get(TIMETABLE).text


@pytest.mark.parametrize("kind", ["room", "trainer"])
def test_what_is_taken_is_offered_at_the_first_free_time(client, activity, kind):
    with transaction():
        room, trainer = schedule.room(name="Africa"), people.person(Role.TRAINER, name="Ada Obi")
        elsewhere = activities.activity(starts=activity.starts, ends=activity.ends)
        schedule.session(elsewhere, room_id=room.id, trainers=[trainer])
        activity.country = None  # whose days off would move it by days
    asked = {"room": str(room.id)} if kind == "room" else {"trainers": [str(trainer.id)]}

    answer = client.post(f"{TIMETABLE}/add", data=typed(activity, **asked))
    assert answer.status_code == 422
    assert "from 09:00 to 10:30" in answer.text
    (free,) = (one.get("value") for one in answer.page.iter("button") if one.get("name") == "free")
    client.post(f"{TIMETABLE}/add", data=typed(activity, **asked, free=free))
    assert [one.local_starts.time() for one in sessions()] == [time(9), time(10, 30)]


def test_the_first_free_time_is_on_no_day_off_and_on_none_on_which_a_trainer_is_away(
    client, activity
):
    with transaction():
        friday, thursday = PartialDate("2031-05-02"), PartialDate("2031-05-08")
        activity.starts, activity.ends = friday, thursday
        trainer = people.person(Role.TRAINER, name="Ada Obi")
        schedule.absence(trainer, "2031-05-05", "2031-05-06")
        elsewhere = activities.activity(starts=friday, ends=friday)
        schedule.session(elsewhere, at="08:00", minutes=660, trainers=[trainer])

    answer = client.post(f"{TIMETABLE}/add", data=typed(activity, trainers=[str(trainer.id)]))
    (free,) = (one.get("value") for one in answer.page.iter("button") if one.get("name") == "free")
    assert free == "2031-05-07T08:00:00"  # not on the weekend, nor on Monday or Tuesday


@pytest.mark.parametrize("free", ["9999-12-31T23:00", "0001-01-01T00:00"])
def test_a_free_time_that_no_button_has_is_none(client, activity, free):
    answer = client.post(f"{TIMETABLE}/add", data=typed(activity, free=free))
    assert answer.status_code == 303
    assert [one.local_starts.date() for one in sessions()] == [activity.starts.first]


def test_what_is_cancelled_keeps_no_room_and_no_trainer(client, activity):
    with transaction():
        room, trainer = schedule.room(), people.person(Role.TRAINER, name="Ada Obi")
        cancelled = activities.activity(
            state=State.CANCELLED, starts=activity.starts, ends=activity.ends
        )
        schedule.session(cancelled, room_id=room.id, trainers=[trainer])
    assert queries.taught_by(trainer) == []

    asked = {"room": str(room.id), "trainers": [str(trainer.id)]}
    assert client.post(f"{TIMETABLE}/add", data=typed(activity, **asked)).status_code == 303
    assert [one.activity_id for one in queries.taught_by(trainer)] == [activity.id]


def test_a_title_keeps_its_languages_when_something_else_is_changed(client, activity):
    with transaction():
        made = schedule.session(activity, title=Text(en="Opening", ar="الافتتاح"))
    client.post(f"/staff/sessions/{made.id}", data=typed(activity, starts="10:00"))
    assert sessions()[0].title == {"en": "Opening", "ar": "الافتتاح"}

    client.post(f"/staff/sessions/{made.id}", data=typed(activity, title="Welcome"))
    assert sessions()[0].title == {"en": "Welcome"}


def test_a_title_typed_in_arabic_is_kept_as_arabic(client, activity):
    with transaction():
        made = schedule.session(activity, title=Text(ar="الافتتاح"))
    client.post(f"/staff/sessions/{made.id}", data=typed(activity, title="الاستقبال"))

    assert sessions()[0].title == {"ar": "الاستقبال"}


def test_the_title_of_a_module_follows_the_module(client, activity):
    module = activity.modules[0]
    client.post(f"{TIMETABLE}/add", data=typed(activity, title="", module=str(module.id)))
    (made,) = sessions()
    page = client.get(f"/staff/sessions/{made.id}").page

    assert made.title == {"en": "Standards", "ar": "المعايير"}
    assert not page.find(".//input[@name='title']").get("value")


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_the_timetable_of_what_is_over_stays_as_it_is(client, sara, activity, state):
    with transaction():
        made = schedule.session(activity)
        activity.state = state

    for address in (f"{TIMETABLE}/add", f"/staff/sessions/{made.id}"):
        answer = client.post(address, data=typed(activity, title="Changed"))
        assert answer.status_code == 422
        assert "Nothing can be changed any more" in answer.text
    assert client.post(f"/staff/sessions/{made.id}/remove").status_code == 422
    assert [one.title["en"] for one in sessions()] == ["Opening"]


def edited(client, activity, **over):
    facts = {
        "delivery": "field",
        "city": "Bangkok",
        "country": "TH",
        "zone": "Asia/Bangkok",
        "languages": ["en"],
        "seats": "25",
        "choice": "selection",
        "attendance_share": "80",
    }
    return client.post(f"/staff/activities/{activity.key}/edit", data={**facts, **over})


def test_sessions_keep_their_hours_when_the_time_zone_is_corrected(client, activity):
    with transaction():
        room = schedule.room()
        schedule.session(activity, at="09:30", minutes=120, room_id=room.id)
        schedule.session(activity, at="15:00", room_id=room.id)  # in Bangkok, while it is 9 in Rome
    assert edited(client, activity).status_code == 303

    first, second = sessions()
    day = activity.starts.first
    assert first.local_starts == datetime.combine(day, time(9, 30))
    assert first.starts_at == datetime.combine(day, time(2, 30), UTC)
    assert (second.zone, second.minutes) == ("Asia/Bangkok", 90)


def test_a_time_zone_in_which_a_room_is_taken_is_refused(client, sara, activity):
    with transaction():
        room = schedule.room(name="Africa")
        schedule.session(activity, at="15:00", room_id=room.id)
        other = activities.activity(
            [sara], starts=activity.starts, ends=activity.ends, zone="Asia/Bangkok"
        )
        schedule.session(other, at="15:00", room_id=room.id)

    answer = edited(client, activity)
    assert answer.status_code == 422
    assert "Africa is taken from 15:00 to 16:30." in answer.text
    assert sessions()[0].zone == "Europe/Rome"


def test_a_smaller_room_and_a_day_outside_are_told(client, activity):
    with transaction():
        schedule.session(activity, room_id=schedule.room(name="Asia", capacity=12).id)
        schedule.session(activity, day=30)

    page = " ".join("".join(client.get(TIMETABLE).page.itertext()).split())
    assert "Asia has 12 seats, and the group has 25 people" in page
    assert "The activity does not take place on this day" in page


def test_a_trainer_sees_that_what_she_teaches_is_postponed(client, app):
    with transaction():
        trainer = people.person(Role.TRAINER)
        day = PartialDate(str(TODAY + timedelta(days=9)))
        waiting = activities.activity(state=State.POSTPONED, starts=day, ends=day)
        schedule.session(waiting, trainers=[trainer])
    client.enter(trainer)

    assert "Postponed" in client.get("/staff/teaching").text
