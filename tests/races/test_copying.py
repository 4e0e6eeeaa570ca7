"""Runs that are copied at the same moment to the same days: one of them gets the room."""

from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError

from sqlalchemy import select

from courses.activities import operations
from courses.activities.models import Activity, Part
from courses.schedule import many
from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.factories.activities import TODAY
from tests.races.threads import at_once, no_lock
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Person, Role

PLANNERS, ROUNDS = 6, 3
NEXT = PartialDate(str(TODAY + timedelta(days=60 + 364)))


@contextmanager
def meeting_after_the_look(monkeypatch, seconds):
    """Have who has looked for what is taken wait until others have looked too, if they can."""
    meeting = Barrier(2)
    look = many._held_by_others

    def held(placed):
        found = list(look(placed))
        with suppress(BrokenBarrierError):
            meeting.wait(seconds)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(many, "_held_by_others", held)
        yield


def rooms_kept(app, round_):
    """Copy six runs to one day, each with a session in one room; tell how it ended."""
    with transaction():
        by, room = people.person(Role.COORDINATOR).id, schedule.room().id
        ids = []
        for week in range(PLANNERS):
            starts = PartialDate(str(TODAY + timedelta(days=60 + 7 * week)))
            source = activities.activity(starts=starts, ends=None, deadline=None)
            schedule.session(source, room_id=room)
            ids.append(source.id)

    def copy(number, source_id):
        with transaction():
            wish = operations.Wish(
                code=f"C{round_}{number}",
                starts=NEXT,
                ends=None,
                venue=Text(),
                city=Text(en="Turin"),
                country=None,
                zone="Europe/Rome",
                taken=frozenset({Part.SESSIONS, Part.ROOMS}),
            )
            source = db.session.get_one(Activity, source_id)
            person = db.session.get_one(Person, by)
            operations.copy(source, wish, by=person, at=clock.now())

    ended = at_once(app, *(partial(copy, number, one) for number, one in enumerate(ids)))
    db.session.rollback()
    copies = select(Session.room_id).join(Session.activity).where(Activity.starts == NEXT)
    kept = db.session.scalars(copies.where(Activity.code.startswith(f"C{round_}"))).all()
    return ended, len(kept), sum(one == room for one in kept)


RIGHT = ({"done": PLANNERS}, PLANNERS, 1)  # all are copied, no session is lost, one has the room


def test_one_of_six_copies_gets_the_room(app, monkeypatch):
    for round_ in range(ROUNDS):
        with meeting_after_the_look(monkeypatch, 0.02):
            assert rooms_kept(app, round_) == RIGHT


def test_without_the_lock_the_same_test_fails(app, monkeypatch):
    monkeypatch.setattr(many, "hold", lambda _described: None)
    with no_lock(monkeypatch), meeting_after_the_look(monkeypatch, 5):
        assert rooms_kept(app, 0) != RIGHT
