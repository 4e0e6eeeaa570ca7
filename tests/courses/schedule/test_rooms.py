"""The pages of the rooms, of those who teach, and of what clashes."""

from datetime import date, time, timedelta

import pytest

from courses.activities.models import State
from courses.registration.models import State as Applied
from courses.schedule import bookings, queries
from courses.schedule.models import Absence, Room, Session
from tests.factories import activities, people, registration, schedule
from tests.forms import send
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

TIMETABLE = "/staff/activities/A1/timetable"
MONDAY, FRIDAY = PartialDate("2030-03-04"), PartialDate("2030-03-08")
LINK = "https://meet.example/secret"


@pytest.fixture
def sara(client):
    with transaction():
        person = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(person)
    return person


@pytest.fixture
def activity(sara):
    with transaction():
        return activities.activity([sara], key="A1", starts=MONDAY, ends=FRIDAY, country="IT")


def words(answer) -> str:
    return " ".join("".join(answer.page.itertext()).split())


def buttons(answer) -> dict[str, tuple[str, dict[str, str]]]:
    """Return what each button that mends a clash sends, and where."""
    found = {}
    for form in answer.page.iter("form"):
        for button in form.iter("button"):
            fields = {one.get("name"): one.get("value") for one in form.iter("input")}
            found["".join(button.itertext()).strip()] = (form.get("action"), fields)
    return found


def press(client, label):
    action, fields = buttons(client.get(TIMETABLE))[label]
    return client.post(action, data=fields)


def test_a_session_on_a_holiday_is_moved_to_the_first_working_day(client, activity):
    with transaction():
        activity.starts, activity.ends = PartialDate("2030-06-01"), PartialDate("2030-06-05")
        schedule.session(activity, day=1)  # a Sunday, and the second of June

    page = words(client.get(TIMETABLE))
    assert "Public holiday: Republic Day" in page
    assert "1 clash" in page
    assert press(client, "Move it to Mon 3 Jun at 08:00").status_code == 303
    (moved,) = queries.of_activity(activity)
    assert str(moved.local_starts) == "2030-06-03 08:00:00"
    assert "1 clash" not in words(client.get(TIMETABLE))


def test_a_room_that_is_too_small_is_left_for_the_smallest_that_will_do(client, activity):
    with transaction():
        small = schedule.room(name="Asia", capacity=12)
        schedule.room(name="Large", capacity=60)
        schedule.room(name="Right", capacity=30)
        schedule.session(activity, room=small)

    assert press(client, "Put it into Right (30)").status_code == 303
    (moved,) = queries.of_activity(activity)
    assert moved.room.name == "Right"
    assert [one.room.name for one in queries.bookings_of([moved])] == ["Right"]


def test_what_was_allowed_is_told_with_both_sessions_and_who_allowed_it(client, sara, activity):
    with transaction():
        hall = schedule.room(name="Plenary")
        other = activities.activity(starts=MONDAY, ends=FRIDAY, title=Text(en="Other course"))
        schedule.session(other, room=hall, title=Text(en="Their opening"))
        allowed = bookings.Allowed(sara, "Both hear the opening.")
        schedule.session(activity, room=hall, allowed=allowed)

    page = words(client.get(TIMETABLE))
    assert "Two sessions are in Plenary" in page
    assert "Their opening" in page
    assert "Allowed by Sara Bianchi: Both hear the opening." in page
    assert "1 clash" not in page


def test_a_taken_room_is_given_to_both_when_it_is_said_why(client, activity):
    with transaction():
        hall = schedule.room(name="Plenary")
        schedule.session(activity, room=hall)
    typed = {
        "title": "Second group",
        "module": "",
        "day": MONDAY.iso,
        "starts": "09:00",
        "ends": "10:30",
        "room": str(hall.id),
    }
    refused = send(client, f"{TIMETABLE}/add", **typed)
    assert refused.status_code == 422
    assert refused.page.find(".//input[@id='together']") is not None

    told = {**typed, "together": "Two groups share the hall."}
    assert send(client, f"{TIMETABLE}/add", **told).status_code == 303
    assert "Allowed by Sara Bianchi: Two groups share the hall." in words(client.get(TIMETABLE))


def test_who_is_refused_by_the_database_alone_is_told_the_same(client, activity, monkeypatch):
    with transaction():
        hall = schedule.room(name="Plenary")
        schedule.session(activity, room=hall)
    look, blind = queries.overlapping, iter([True])  # somebody writes just after the first look
    monkeypatch.setattr(queries, "overlapping", lambda one: [] if next(blind, None) else look(one))
    typed = {"title": "Late", "module": "", "day": MONDAY.iso, "room": str(hall.id)}

    refused = send(client, f"{TIMETABLE}/add", **typed, starts="09:30", ends="11:00")
    assert refused.status_code == 422
    assert "Plenary is taken from 09:00 to 10:30" in words(refused)
    (free,) = (one for one in refused.page.iter("button") if one.get("name") == "free")
    assert free.get("value") == "2030-03-04T10:30:00"


def test_a_postponed_timetable_shows_who_has_its_rooms_now(client, activity):
    with transaction():
        hall = schedule.room(name="Plenary")
        activity.state = State.POSTPONED
        schedule.session(activity, room=hall)
        schedule.session(activities.activity(starts=MONDAY, ends=FRIDAY), room=hall)

    page = words(client.get(TIMETABLE))
    assert "Two sessions are in Plenary" in page
    assert "Move it to Mon 4 Mar at 10:30" in page


def test_a_session_is_moved_by_its_address_and_a_refusal_shows_the_form(client, activity):
    with transaction():
        hall = schedule.room()
        schedule.session(activity, room=hall)
        mine = schedule.session(activity, at="14:00", room=hall)
    address = f"/staff/sessions/{mine.id}/move"
    page = client.get(TIMETABLE)
    token = page.page.find(".//form[@data-mover]//input[@name='csrf_token']").get("value")

    refused = client.post(address, data={"csrf_token": token, "to": "2030-03-04T09:30"})
    assert refused.status_code == 422
    assert refused.page.find(".//input[@id='starts']").get("value") == "09:30"
    assert "is taken from 09:00 to 10:30" in words(refused)
    outside = client.post(address, data={"csrf_token": token, "to": "2030-03-14T09:30"})
    assert outside.status_code == 422
    moved = client.post(address, data={"csrf_token": token, "to": "2030-03-05T22:30"})
    assert moved.status_code == 303
    assert [str(one.local_starts) for one in queries.of_activity(activity)] == [
        "2030-03-04 09:00:00",
        "2030-03-05 22:30:00",
    ]


def test_a_refused_room_is_the_one_that_the_form_shows(client, activity):
    with transaction():
        hall = schedule.room(name="Plenary")
        schedule.session(activity, room=hall)
        mine = schedule.session(activity, room=schedule.room(name="Blue"))
    token = client.get(TIMETABLE).page.find(".//form[@data-mover]//input[@name='csrf_token']")
    sent = {"csrf_token": token.get("value"), "room": hall.id}

    refused = client.post(f"/staff/sessions/{mine.id}/move", data=sent)
    assert refused.status_code == 422
    chosen = refused.page.find(".//select[@id='room']/option[@selected]")
    assert chosen.get("value") == str(hall.id)


def test_who_may_not_teach_any_more_stays_until_she_is_taken_off(client, activity):
    with transaction():
        ada = people.person(Role.TRAINER, name="Ada Obi")
        mine = schedule.session(activity, trainers=[ada])
        ada.roles.clear()
    address = f"/staff/sessions/{mine.id}"
    assert "Ada Obi" in words(client.get(f"/staff/trainers/{ada.id}/week"))

    box = client.get(address).page.find(".//input[@name='trainers'][@checked]")
    facts = {"title": "Closing", "module": "", "room": "", "day": MONDAY.iso}
    hours = {"starts": "09:00", "ends": "10:30"}
    saved = send(client, address, **facts, **hours, trainers=box.get("value"))
    assert saved.status_code == 303
    assert [one.name for one in mine.trainers] == ["Ada Obi"]


def test_a_night_in_a_room_is_shown_on_both_its_days(client, activity):
    with transaction():
        hall = schedule.room(name="Plenary")
        schedule.session(activity, at="22:00", minutes=240, room=hall)

    page = client.get("/staff/rooms/week?from=2030-03-04").page
    cells = page.findall(".//td[@class='held']")
    assert ["22:00–02:00" in "".join(one.itertext()) for one in cells[:3]] == [True, True, False]


@pytest.mark.parametrize("room", [2**31, -(2**31) - 1, 2**63, 2**200])
def test_a_room_of_a_number_that_no_database_holds_is_not_there(client, activity, room):
    with transaction():
        mine = schedule.session(activity)
    page = client.get(TIMETABLE)
    token = page.page.find(".//form[@data-mover]//input[@name='csrf_token']").get("value")

    sent = {"csrf_token": token, "room": room}
    assert client.post(f"/staff/sessions/{mine.id}/move", data=sent).status_code == 404


def test_a_session_over_midnight_is_put_on_the_timetable(client, activity):
    typed = {"title": "Night visit", "module": "", "room": "", "day": MONDAY.iso}
    hours = {"starts": "22:00", "ends": "01:00"}
    refused = send(client, f"{TIMETABLE}/add", **typed, **hours)
    assert "say that it ends on the next day" in words(refused)

    assert send(client, f"{TIMETABLE}/add", **typed, **hours, overnight="y").status_code == 303
    (made,) = queries.of_activity(activity)
    assert (made.minutes, made.local_ends.time()) == (180, time(1))


def test_what_a_session_is_for_whom_and_in_what_languages_is_kept_and_shown(client, activity):
    typed = {"title": "Group", "module": "", "room": "", "day": MONDAY.iso}
    more = {"online": "y", "kind": "group", "seats": "8", "languages": "en", "link": LINK}
    send(client, f"{TIMETABLE}/add", **typed, starts="09:00", ends="10:00", **more)

    (made,) = db.session.query(Session)
    assert (made.kind, made.seats, made.languages, made.link) == ("group", 8, ["en"], LINK)
    page = client.get(f"/staff/sessions/{made.id}").page
    assert page.find(".//input[@id='link']").get("value") == LINK
    assert "Online · Working group · English" in words(client.get(TIMETABLE))


def test_the_address_of_an_online_room_has_to_be_one(client, activity):
    typed = {"title": "Group", "module": "", "room": "", "day": MONDAY.iso, "online": "y"}
    for wrong in ("javascript:alert(1)", "http://meet.example", "https://a b"):
        answer = send(client, f"{TIMETABLE}/add", **typed, starts="09:00", ends="10:00", link=wrong)
        assert answer.status_code == 422
        assert answer.page.find(".//input[@id='link']").get("value") == wrong


def test_the_link_of_an_online_room_is_for_those_who_take_part(client, activity):
    with transaction():
        schedule.session(activity, online=True, link=LINK)
        seat = registration.application(activity, state=Applied.CONFIRMED)
        waits = registration.application(activity)
    address = "/en/courses/A1-fair-recruitment"
    strangers = client.application.test_client()
    assert LINK not in strangers.get(address).text
    for application, sees in ((waits, False), (seat, True)):
        client.enter(application.person)
        assert (LINK in client.get(address).text) is sees


def test_the_timetable_needs_few_statements_however_much_clashes(client, activity, statements):
    counts = []
    for number in range(2):
        with transaction():
            for _ in range(1 + number * 9):
                trainer = people.person(Role.TRAINER)
                db.session.add(
                    Absence(person_id=trainer.id, first=MONDAY.first, last=MONDAY.first, why="")
                )
                schedule.session(
                    activity,
                    room=schedule.room(capacity=5),
                    trainers=[trainer],
                    at="06:00",
                )
        counts.append(statements(lambda: client.get(TIMETABLE)))
    assert counts[0] == counts[1] <= 10


def test_a_room_gets_hours_equipment_and_access(client, sara):
    with transaction():
        schedule.room(name="Asia")
    typed = {
        "name": "Africa",
        "capacity": "30",
        "city": "Turin",
        "opens": "07:30",
        "closes": "22:00",
        "equipment": "booths",
        "step_free": "y",
    }
    assert send(client, "/staff/rooms", **typed).status_code == 303
    (room,) = db.session.query(Room).filter_by(name="Africa")
    assert (room.opens, room.equipment, room.step_free) == (time(7, 30), ["booths"], True)
    assert "Interpretation booths" in words(client.get("/staff/rooms"))

    address = f"/staff/rooms/{room.id}"
    assert "later hour" in words(send(client, address, **{**typed, "closes": "07:00"}))
    assert "already" in words(send(client, address, **{**typed, "name": "Asia"}))
    assert send(client, address, **{**typed, "capacity": "31"}).status_code == 303
    assert db.session.get(Room, room.id).capacity == 31


def test_the_week_of_all_rooms_shows_who_is_in_which(client, sara, activity, statements):
    with transaction():
        rooms = [schedule.room(name=name) for name in ("Africa", "Asia")]
        others = activities.activity(starts=MONDAY, ends=FRIDAY, code="A9")
        schedule.session(activity, room=rooms[0], title=Text(en="Ours"))
        schedule.session(others, room=rooms[1], day=2, title=Text(en="Theirs"))
        schedule.session(others, room=rooms[1], day=9, title=Text(en="Later"))
    answer = client.get("/staff/rooms/week?from=2030-03-06")

    page = words(answer)
    assert "Ours" in page
    assert "Theirs" in page
    assert "Later" not in page
    assert [link.text for link in answer.page.iter("a") if "sessions" in link.get("href")] == [
        "Ours"
    ]
    assert statements(lambda: client.get("/staff/rooms/week?from=2030-03-06")) <= 10


@pytest.mark.parametrize("asked", ["", "?from=", "?from=nonsense", "?from=9999-12-31"])
def test_a_week_that_cannot_be_read_is_this_week(client, sara, asked):
    assert client.get(f"/staff/rooms/week{asked}").status_code == 200


def test_one_room_and_one_trainer_have_weeks_of_their_own(client, sara, activity):
    with transaction():
        room, trainer = schedule.room(), people.person(Role.TRAINER, name="Ada Obi")
        schedule.session(activity, room=room, trainers=[trainer])
        schedule.absence(trainer, "2030-03-07", "2030-03-08", "Leave")
    for address in (f"/staff/rooms/{room.id}/week", f"/staff/trainers/{trainer.id}/week"):
        assert "Opening" in words(client.get(f"{address}?from=2030-03-06"))
        assert "Opening" not in words(client.get(f"{address}?from=2030-03-16"))
    assert "Leave" in words(client.get(f"/staff/trainers/{trainer.id}/week?from=2030-03-06"))


def test_a_trainer_says_when_she_is_away_and_takes_it_back(client, app):
    with transaction():
        trainer, other = (people.person(Role.TRAINER) for _ in range(2))
        theirs = schedule.absence(other)
    client.enter(trainer)
    day = date.fromisoformat("2030-03-04")
    typed = {"first": str(day), "last": str(day - timedelta(days=1)), "why": "Leave"}
    refused = send(client, "/staff/teaching", **typed)
    assert refused.status_code == 422
    assert refused.page.find(".//input[@id='why']").get("value") == "Leave"

    assert send(client, "/staff/teaching", **{**typed, "last": str(day)}).status_code == 303
    page = client.get("/staff/teaching")
    assert "Leave" in words(page)
    action, fields = buttons(page)["Take it back"]
    assert client.post(f"/staff/absences/{theirs.id}/remove", data=fields).status_code == 404
    assert client.post(action, data=fields).status_code == 303
    assert [one.id for one in db.session.query(Absence)] == [theirs.id]


def test_the_week_of_all_rooms_takes_as_many_statements_for_many_activities(
    client, sara, statements
):
    with transaction():
        for _number in range(12):
            made = activities.activity([sara], starts=MONDAY, ends=FRIDAY)
            schedule.session(made, room=schedule.room())

    assert statements(lambda: client.get("/staff/rooms/week?from=2030-03-04")) <= 12
