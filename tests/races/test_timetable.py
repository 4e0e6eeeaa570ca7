"""A room and a trainer are in one session at a time, whoever plans at the same moment."""

from contextlib import contextmanager, suppress
from datetime import time, timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError, Event, get_ident

import pytest
from sqlalchemy import insert, text

from courses.activities import operations as activity_operations
from courses.activities.models import Activity
from courses.activities.rules import Step
from courses.schedule import bookings, operations, queries
from courses.schedule.models import Booking, Room, Session
from courses.schedule.rules import Slot
from tests.factories import activities, people, schedule
from tests.races.conftest import PATIENCE
from tests.races.threads import at_once, no_lock
from turin import clock
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.models import Person, Role

PLANNERS, ROUNDS = 8, 5


@contextmanager
def meeting_after_the_look(monkeypatch, seconds):
    """Have who has looked for other sessions wait until others have looked too, if they can."""
    meeting = Barrier(2)
    look = queries.overlapping

    def overlapping(booking):
        found = look(booking)
        with suppress(BrokenBarrierError):
            meeting.wait(seconds)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(queries, "overlapping", overlapping)
        yield


def add(activity_id, by, room=None, trainer=None):
    """Plan a session at nine."""
    with transaction():
        activity = db.session.get_one(Activity, activity_id)
        facts = operations.Facts(
            slot=Slot(activity.starts.first, time(9), time(10, 30), activity.zone),
            title=Text(en="Opening"),
            module=None,
            room=db.session.get_one(Room, room) if room else None,
            online=False,
            trainers=[db.session.get_one(Person, trainer)] if trainer else [],
        )
        operations.add(activity, facts, by=db.session.get_one(Person, by), at=clock.now())


def planned_at_once(app, what):
    """Plan a session at nine in each of eight activities, with one room or one trainer for all."""
    with transaction():
        by = people.person(Role.COORDINATOR).id
        shared = {"room": schedule.room, "trainer": partial(people.person, Role.TRAINER)}[what]().id
        ids = [activities.activity().id for _ in range(PLANNERS)]

    ended = at_once(app, *(partial(add, one, by, **{what: shared}) for one in ids))
    db.session.rollback()
    return ended


KINDS = [("room", "RoomTaken"), ("trainer", "TrainerTaken")]


@pytest.mark.parametrize(("what", "refusal"), KINDS)
def test_one_of_eight_gets_it(app, monkeypatch, what, refusal):
    for _round in range(ROUNDS):
        with meeting_after_the_look(monkeypatch, 0.02):
            assert planned_at_once(app, what) == {"done": 1, refusal: PLANNERS - 1}


@contextmanager
def nobody_looks_first(monkeypatch):
    """Have everybody see the room and the trainer free until the database has refused a booking."""
    look, seen = queries.overlapping, set()

    def overlapping(booking):
        if get_ident() in seen:
            return look(booking)
        seen.add(get_ident())
        return []

    with monkeypatch.context() as patched:
        patched.setattr(queries, "overlapping", overlapping)
        yield


def move(number, by, to, room):
    with transaction():
        session, person = db.session.get_one(Session, number), db.session.get_one(Person, by)
        into = db.session.get_one(Room, room) if room else None
        operations.move(session, to, into, by=person, at=clock.now())


def postpone(number, by):
    with transaction():
        activity, person = db.session.get_one(Activity, number), db.session.get_one(Person, by)
        activity_operations.take(Step.POSTPONE, activity, by=person, at=clock.now())


def test_a_time_and_a_room_given_at_once_are_both_held(app):
    for _round in range(ROUNDS):
        with transaction():
            by = people.person(Role.COORDINATOR).id
            here, there = schedule.room(), schedule.room().id
            made = schedule.session(activities.activity(), room=here)
            number, later = made.id, made.local_starts + timedelta(hours=3)
        moves = (later, None), (None, there)
        ended = at_once(app, *(partial(move, number, by, *one) for one in moves))
        assert ended == {"done": 2}
        db.session.rollback()
        (held,) = db.session.query(Booking).filter_by(session_id=number)
        moved = db.session.get_one(Session, number)
        assert (moved.local_starts, moved.room_id) == (later, there)
        assert (held.starts_at, held.room_id) == (moved.starts_at, there)


def test_what_is_planned_while_its_activity_is_postponed_holds_nothing(app):
    for _round in range(ROUNDS):
        with transaction():
            by, room = people.person(Role.COORDINATOR).id, schedule.room().id
            number = activities.activity().id
        ended = at_once(app, partial(add, number, by, room), partial(postpone, number, by))
        assert ended == {"done": 2}
        db.session.rollback()
        assert db.session.query(Booking).filter_by(room_id=room).count() == 0


GUARDS = {  # how each database tells of them, and how they are taken away and brought back
    "sqlite": (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "DROP TRIGGER {0}",
        "{1}",
    ),
    "postgresql": (
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'",
        "ALTER TABLE booking DROP CONSTRAINT {0}",
        "ALTER TABLE booking ADD CONSTRAINT {0} {1}",
    ),
}


@contextmanager
def nothing_refused_by_the_database():
    """Take the guard of the database away, and bring it back once nothing is booked."""
    told, taken_away, brought_back = GUARDS[db.engine.dialect.name]
    with db.engine.begin() as connection:
        guards = connection.execute(text(told)).all()
    assert len(guards) == 2
    _all(taken_away, guards)
    try:
        yield
    finally:
        db.session.rollback()
        _all("DELETE FROM booking", guards)
        _all(brought_back, guards)


def _all(statement, guards) -> None:
    with db.engine.begin() as connection:
        for guard in guards:
            connection.exec_driver_sql(statement.format(*guard))


@pytest.mark.parametrize(("what", "refusal"), KINDS)
def test_who_did_not_look_is_told_the_same_by_the_database(app, monkeypatch, what, refusal):
    for _round in range(ROUNDS):
        with nobody_looks_first(monkeypatch):
            assert planned_at_once(app, what) == {"done": 1, refusal: PLANNERS - 1}


@pytest.mark.parametrize("what", ["room", "trainer"])
def test_without_the_guard_of_the_database_who_did_not_look_books_twice(app, monkeypatch, what):
    with nothing_refused_by_the_database():
        with nobody_looks_first(monkeypatch):
            assert planned_at_once(app, what) == {"done": PLANNERS}
        assert db.session.query(Booking).count() == PLANNERS


@pytest.mark.parametrize("kind", ["room_id", "person_id"])
def test_a_booking_that_is_not_stored_yet_is_waited_for(app, kind):
    """Two write the same with nothing of ours between them and the database."""
    with transaction():
        thing = (schedule.room() if kind == "room_id" else people.person(Role.TRAINER)).id
        first, second = (schedule.session(activities.activity()) for _ in range(2))
        rows = [
            {
                "session_id": one.id,
                kind: thing,
                "starts_at": first.starts_at + timedelta(minutes=10 * place),
                "ends_at": first.ends_at + timedelta(minutes=10 * place),
            }
            for place, one in enumerate((first, second))
        ]
    wrote = Event()

    def earlier():
        with transaction():
            db.session.execute(insert(Booking).values(**rows[0]))
            wrote.set()
            later_has_begun.wait(PATIENCE)

    later_has_begun = Event()

    def later():
        wrote.wait(PATIENCE)
        later_has_begun.set()
        with transaction():
            db.session.execute(insert(Booking).values(**rows[1]))

    assert at_once(app, earlier, later) == {"done": 1, "IntegrityError": 1}


@pytest.mark.parametrize(("what", "refusal"), KINDS)
def test_without_the_lock_and_the_guard_the_first_test_fails(app, monkeypatch, what, refusal):
    monkeypatch.setattr(bookings, "_lock", lambda _kind, _ids: None)
    with (
        nothing_refused_by_the_database(),
        no_lock(monkeypatch),
        meeting_after_the_look(monkeypatch, 5),
    ):
        assert planned_at_once(app, what) != {"done": 1, refusal: PLANNERS - 1}
