"""A coordinator puts the sessions of two weeks on a timetable, and then says what they are."""

from datetime import date, time

import pytest

from courses.schedule import queries
from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.forms import words
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

TIMETABLE = "/staff/activities/A9001234/timetable"
BATCH, FILL = f"{TIMETABLE}/batch", f"{TIMETABLE}/fill"
USUAL = {
    "weekdays": ["0", "1", "2", "3", "4"],
    "starts_1": "09:00",
    "ends_1": "12:30",
    "starts_2": "14:00",
    "ends_2": "17:00",
    "first": "2031-04-21",
    "last": "2031-04-25",
    "room": "",
}


@pytest.fixture
def sara(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        person = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(person)
    return person


@pytest.fixture
def activity(sara):
    """A week whose Friday is the day of the liberation of Italy."""
    dates = {"starts": PartialDate("2031-04-21"), "ends": PartialDate("2031-05-02")}
    with transaction():
        module = activities.module(title=Text(en="Standards", ar="المعايير"))
        return activities.activity([sara], ("en", "ar"), [module], code="A9001234", **dates)


def sessions():
    return db.session.query(Session).order_by(Session.starts_at, Session.id).all()


def made(client, **over):
    """Press the button of what was shown."""
    shown = client.post(BATCH, data={**USUAL, **over})
    (button,) = (one for one in shown.page.iter("button") if one.get("name") == "make")
    return client.post(BATCH, data={**USUAL, **over, "make": button.get("value")})


def test_the_form_knows_the_days_and_the_weekend_of_the_venue(client, activity):
    with transaction():
        activity.country = "JO"
    page = client.get(BATCH).page

    ticked = [
        one.get("value")
        for one in page.iter("input")
        if one.get("name") == "weekdays" and one.get("checked") is not None
    ]
    assert ticked == ["0", "1", "2", "3", "6"]
    days = [page.find(f".//input[@id='{name}']").get("value") for name in ("first", "last")]
    assert days == ["2031-04-21", "2031-05-02"]


def test_what_would_be_made_is_shown_and_made_when_it_was_seen(client, activity):
    shown = client.post(BATCH, data=USUAL)
    assert shown.status_code == 200
    assert sessions() == []
    assert "8 sessions would be made" in words(shown)
    assert "Liberation Day" in words(shown)

    answer = made(client)
    assert answer.location.endswith("/timetable/fill")
    found = sessions()
    assert [one.local_starts.day for one in found] == [21, 21, 22, 22, 23, 23, 24, 24]
    assert [(one.local_starts.time(), one.local_ends.time()) for one in found[:2]] == [
        (time(9), time(12, 30)),
        (time(14), time(17)),
    ]
    assert found[0].title == {"en": "Session 1, morning", "ar": "الجلسة 1، صباحًا"}
    assert all(one.unnamed for one in found)


def test_what_was_changed_after_it_was_shown_is_shown_again(client, activity):
    shown = client.post(BATCH, data=USUAL)
    (button,) = (one for one in shown.page.iter("button") if one.get("name") == "make")
    again = client.post(BATCH, data={**USUAL, "holidays": "y", "make": button.get("value")})

    assert "10 sessions would be made" in words(again)
    assert "It is a public holiday there: Liberation Day." in words(again)
    assert sessions() == []


def test_what_one_may_know_better_is_told_before_and_made_all_the_same(client, activity):
    with transaction():
        room = schedule.room(name="Africa", capacity=12, opens=time(10), closes=time(19))
        grace = people.person(Role.TRAINER, name="Grace")
        schedule.absence(grace, "2031-04-22", "2031-04-23", "Mission")
    asked = {"room": str(room.id), "trainers": [str(grace.id)]}
    shown = words(client.post(BATCH, data={**USUAL, **asked}))

    assert shown.count("Africa has 12 seats, and the group has 25 people") == 8
    assert shown.count("Africa is open from 10:00 to 19:00") == 4
    assert shown.count("Grace is away: Mission") == 4
    made(client, **asked)
    assert [(one.room, one.trainers) for one in sessions()] == [(room, [grace])] * 8


def test_a_room_that_is_taken_is_told_before_and_left_out(client, activity):
    with transaction():
        room = schedule.room(name="Africa")
        other = activities.activity(starts=activity.starts, ends=activity.ends)
        schedule.session(other, day=1, room_id=room.id)

    shown = client.post(BATCH, data={**USUAL, "room": str(room.id)})
    assert words(shown).count("Africa is taken at that time") == 1
    answer = client.get(made(client, room=str(room.id)).location)
    assert "1 of them lacks a room or a trainer" in words(answer)
    mine = queries.of_activity(activity)
    assert [one.room and one.room.name for one in mine] == [
        "Africa",
        "Africa",
        None,
        *["Africa"] * 5,
    ]


def test_times_that_have_a_session_are_left_out_so_that_two_presses_make_them_once(
    client, activity
):
    with transaction():
        schedule.session(activity, at="08:30", minutes=60)
    assert "1 time is left out" in words(client.post(BATCH, data=USUAL))
    made(client)

    again = client.post(BATCH, data=USUAL)
    assert again.status_code == 422
    assert "There is a session at each of these times already." in words(again)
    assert len(sessions()) == 8


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"weekdays": []}, "Choose at least one day of the week."),
        (
            {"starts_1": "", "ends_1": "", "starts_2": "", "ends_2": ""},
            "Enter at least one",
        ),
        ({"ends_2": ""}, "Enter both: when it starts and when it ends."),
        ({"starts_2": "12:00"}, "Enter times that do not overlap."),
        ({"ends_1": "08:00"}, "It ends before it starts."),
        ({"last": "2031-04-20"}, "Enter a later day."),
        ({"last": "2031-06-20"}, "The activity takes place on"),
        ({"weekdays": ["6"], "last": "2031-04-25"}, "None of these days is left"),
        ({"first": "soon"}, "Write a day like"),
    ],
)
def test_what_makes_no_timetable_says_how_to_mend_it(client, activity, over, told):
    answer = client.post(BATCH, data={**USUAL, **over})

    assert answer.status_code == 422
    assert told in words(answer)
    assert sessions() == []


@pytest.fixture
def two(client, activity):
    """Two sessions that nobody has named."""
    with transaction():
        return [
            schedule.session(activity, day=day, title=Text(en=f"Session {day}"), unnamed=True)
            for day in (1, 2)
        ]


def rows(two, *said):
    typed = {"row": [str(one.id) for one in two]}
    for session, over in zip(two, said, strict=True):
        known = {"title": "", "module": "", "room": "", **over}
        typed |= {f"s{session.id}-{name}": value for name, value in known.items()}
    return typed


def test_sessions_are_named_together(client, activity, two):
    with transaction():
        room, trainer = schedule.room(), people.person(Role.TRAINER)
    module = str(activity.modules[0].id)
    assert "Fill in 2 sessions" in client.get(TIMETABLE).text

    first = {"module": module, "room": str(room.id), "trainers": [str(trainer.id)]}
    answer = client.post(FILL, data=rows(two, first, {"title": "Welcome"}))

    assert answer.location.endswith("/timetable")
    one, other = sessions()
    assert (one.title, one.module, one.room) == (
        activity.modules[0].title,
        activity.modules[0],
        room,
    )
    assert one.trainers == [trainer]
    assert (other.title, other.module, other.unnamed) == ({"en": "Welcome"}, None, False)


def test_a_row_left_as_it_is_stays_on_the_list(client, activity, two):
    with transaction():
        room = schedule.room()
    answer = client.post(FILL, data=rows(two, {"room": str(room.id)}, {"title": "Welcome"}))

    assert answer.location.endswith("/timetable/fill")
    first, _second = sessions()
    assert (first.title, first.unnamed, first.room) == ({"en": "Session 1"}, True, room)
    assert "Session 1" in words(client.get(FILL))


def test_a_row_that_cannot_be_saved_keeps_all_that_was_typed(client, activity, two):
    with transaction():
        room = schedule.room(name="Africa")
        other = activities.activity(starts=activity.starts, ends=activity.ends)
        schedule.session(other, day=2, room_id=room.id)

    answer = client.post(FILL, data=rows(two, {"title": "Welcome"}, {"room": str(room.id)}))

    assert answer.status_code == 422
    assert "Africa is taken from 09:00 to 10:30." in words(answer)
    page = answer.page
    assert page.find(f".//input[@id='s{two[0].id}-title']").get("value") == "Welcome"
    chosen = page.find(f".//select[@id='s{two[1].id}-room']/option[@selected]")
    assert chosen.get("value") == str(room.id)
    assert [one.unnamed for one in queries.of_activity(activity)] == [True, True]


def test_a_row_of_a_session_that_was_named_meanwhile_is_saved_too(client, activity, two):
    with transaction():
        two[0].unnamed = False
    client.post(FILL, data=rows(two, {"title": "Welcome"}, {"title": "Standards"}))
    assert [one.title["en"] for one in sessions()] == ["Welcome", "Standards"]


def test_a_session_of_another_activity_has_no_row(client, activity, two):
    with transaction():
        other = schedule.session(activities.activity(), title=Text(en="Theirs"), unnamed=True)
    client.post(FILL, data=rows([*two, other], {}, {}, {"title": "Ours"}))
    assert db.session.get(Session, other.id).title == {"en": "Theirs"}


def test_the_page_of_one_session_leaves_it_unnamed_or_names_it(client, activity, two):
    known = {
        "title": "",
        "module": "",
        "room": "",
        "day": str(date(2031, 4, 22)),
        "starts": "10:00",
        "ends": "11:00",
    }
    client.post(f"/staff/sessions/{two[0].id}", data=known)
    client.post(f"/staff/sessions/{two[1].id}", data={**known, "title": "Welcome"})

    first, second = (db.session.get(Session, one.id) for one in two)
    assert (first.title, first.unnamed, first.local_starts.hour) == ({"en": "Session 1"}, True, 10)
    assert (second.title["en"], second.unnamed) == ("Welcome", False)


def test_the_pages_send_no_statement_for_each_session(client, activity, statements):
    def pages():
        assert client.get(FILL).status_code == 200
        assert client.get(TIMETABLE).status_code == 200

    with transaction():
        trainer = people.person(Role.TRAINER)
        schedule.session(activity, day=1, unnamed=True, trainers=[trainer])
    few = statements(pages)
    with transaction():
        for day in (2, 3, 4):
            schedule.session(activity, day=day, unnamed=True, trainers=[trainer])
    assert statements(pages) == few
    assert statements(lambda: client.get(FILL)) <= 10
    assert statements(lambda: client.get(BATCH)) <= 10
