"""A calendar that is read again and again follows the timetable, and nothing is in it twice."""

import pytest

from courses.activities import operations as activity_operations
from courses.activities.models import ActivityModule, State
from courses.activities.rules import Step
from courses.schedule import operations as timetable
from courses.schedule.calendars import operations, queries
from courses.schedule.calendars.models import Departure, Kind
from courses.schedule.models import Session
from courses.schedule.rules import Slot
from tests.courses.schedule.calendars.reading import Client, events, read
from tests.factories import activities, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

ICS = "/en/courses/A1/timetable.ics"
WHOLE = "20270308 Fair recruitment"


@pytest.fixture
def sara(app):
    with transaction():
        return people.person(Role.COORDINATOR)


@pytest.fixture
def session(sara):
    with transaction():
        room, trainer = schedule.room(name="Africa"), people.person(Role.TRAINER)
        activity = activities.activity(
            [sara], key="A1", starts=PartialDate("2027-03-08"), ends=PartialDate("2027-03-19")
        )
        return schedule.session(activity, room=room, trainers=[trainer])


def facts(session, **over):
    known = {
        "slot": Slot(
            session.local_starts.date(),
            session.local_starts.time(),
            session.local_ends.time(),
            session.zone,
        ),
        "title": session.title,
        "module": session.module,
        "room": session.room,
        "online": session.online,
        "trainers": list(session.trainers),
    }
    return timetable.Facts(**{**known, **over})


def change(session, by, **over):
    with transaction():
        timetable.change(session, facts(session, **over), by=by, at=clock.now())


def later(session):
    start, end = session.local_starts, session.local_ends
    return Slot(
        start.date(), start.replace(hour=14).time(), end.replace(hour=16).time(), session.zone
    )


def secret(kind, of, by):
    """Return where ``by`` reads a calendar."""
    with transaction():
        made = operations.make(kind, of, language="en", by=by, at=clock.now())
    return f"/calendars/{operations.token(made)}.ics"


def test_read_twice_an_entry_is_there_once(client, session):
    program = Client()
    program.take(client.get(ICS).data)

    assert program.take(client.get(ICS).data) == [WHOLE, "20270308T090000 Opening"]


def test_a_moved_session_is_at_its_new_time_alone(client, sara, session):
    program = Client()
    program.take(client.get(ICS).data)
    change(session, sara, slot=later(session))

    assert program.take(client.get(ICS).data) == [WHOLE, "20270308T140000 Opening"]


def test_a_removed_session_is_told_as_cancelled_for_a_while(client, sara, session):
    program = Client()
    program.take(client.get(ICS).data)
    with transaction():
        timetable.remove(session, by=sara, at=clock.now())
    assert program.take(client.get(ICS).data) == [WHOLE]

    with transaction():
        operations.forget(clock.now() + queries.STAYS)
    assert len(events(read(client.get(ICS).data))) == 1


def test_an_older_file_undoes_nothing(client, sara, session):
    program, old = Client(), client.get(ICS).data
    change(session, sara, slot=later(session))
    program.take(client.get(ICS).data)

    assert program.take(old) == [WHOLE, "20270308T140000 Opening"]


def test_what_is_cancelled_goes_and_what_is_open_again_comes_back(client, sara, session):
    program, seen = Client(), []
    activity = session.activity
    for step in (None, Step.POSTPONE, Step.REOPEN, Step.CANCEL):
        if step:
            with transaction():
                activity_operations.take(step, activity, by=sara, at=clock.now())
        seen.append(program.take(client.get(ICS).data))

    there = [WHOLE, "20270308T090000 Opening"]
    assert seen == [there, [], there, []]


def test_an_activity_with_other_dates_is_on_those(client, sara, session):
    program = Client()
    program.take(client.get(ICS).data)
    with transaction():
        activity_operations.move(
            session.activity,
            PartialDate("2027-03-15"),
            PartialDate("2027-03-26"),
            None,
            None,
            by=sara,
            at=clock.now(),
        )
    assert program.take(client.get(ICS).data)[1] == "20270315 Fair recruitment"


@pytest.mark.parametrize(
    ("what", "value"), [("title", Text(en="Welcome")), ("online", True), ("room", None)]
)
def test_each_change_of_what_is_shown_counts(sara, session, what, value):
    before, changed_at = session.sequence, session.changed_at
    change(session, sara, **{what: value})

    assert session.sequence == before + 1
    assert session.changed_at > changed_at


def test_what_is_not_shown_does_not_count(sara, session):
    with transaction():
        module = activities.module()
        session.activity.modules = [ActivityModule(position=0, title=module.title)]
    before = session.sequence
    change(session, sara, title=Text(session.title), module=session.activity.modules[0])

    assert session.sequence == before


def test_a_session_in_another_room_leaves_the_calendar_of_the_first(client, sara, session):
    program, first = Client(), session.room
    address = secret(Kind.ROOM, first, sara)
    assert program.take(client.get(address).data) == ["20270308T090000 Opening"]
    with transaction():
        other = schedule.room(name="Asia")

    change(session, sara, room=other)
    assert program.take(client.get(address).data) == []
    assert Client().take(client.get(secret(Kind.ROOM, other, sara)).data) != []

    change(session, sara, room=first)
    assert program.take(client.get(address).data) == ["20270308T090000 Opening"]


def test_a_session_that_somebody_else_teaches_leaves_her_calendar(client, sara, session):
    (before,), program = session.trainers, Client()
    with transaction():
        after = people.person(Role.TRAINER)
    address = secret(Kind.TEACHING, None, before)
    program.take(client.get(address).data)
    change(session, sara, trainers=[after])

    assert program.take(client.get(address).data) == []
    assert Client().take(client.get(secret(Kind.TEACHING, None, after)).data) != []


def test_a_removed_session_leaves_the_calendars_of_its_room_and_its_trainer(client, sara, session):
    (trainer,), room = session.trainers, session.room
    places = [secret(Kind.TEACHING, None, trainer), secret(Kind.ROOM, room, sara)]
    programs = [(Client(), place) for place in places]
    for program, place in programs:
        program.take(client.get(place).data)
    with transaction():
        timetable.remove(session, by=sara, at=clock.now())

    assert [program.take(client.get(place).data) for program, place in programs] == [[], []]


def test_a_new_session_never_has_the_name_of_one_that_is_gone(sara, session):
    """SQLite gives the number of a deleted row to the next."""
    uid, activity = session.uid, session.activity
    with transaction():
        timetable.remove(session, by=sara, at=clock.now())
    with transaction():
        schedule.session(activity)

    assert db.session.query(Session).one().uid != uid
    assert db.session.query(Departure).count() == 3


def test_a_discarded_plan_takes_its_calendars_with_it(sara):
    with transaction():
        activity = activities.activity([sara], state=State.DRAFT)
        schedule.session(activity)
    secret(Kind.ACTIVITY, activity, sara)
    with transaction():
        activity_operations.discard(activity, by=sara, at=clock.now())

    assert queries.addresses(sara) == []
