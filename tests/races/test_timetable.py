"""A room and a trainer are in one session at a time, whoever plans at the same moment."""

from contextlib import contextmanager, suppress
from datetime import time
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from courses.activities.models import Activity
from courses.schedule import operations, queries
from courses.schedule.models import Room
from courses.schedule.rules import Slot
from tests.factories import activities, people, schedule
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
    look = queries.during

    def during(*asked):
        found = look(*asked)
        with suppress(BrokenBarrierError):
            meeting.wait(seconds)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(queries, "during", during)
        yield


def planned_at_once(app, what):
    """Plan a session at nine in each of eight activities, with one room or one trainer for all."""
    with transaction():
        by = people.person(Role.COORDINATOR).id
        shared = {"room": schedule.room, "trainer": partial(people.person, Role.TRAINER)}[what]().id
        ids = [activities.activity().id for _ in range(PLANNERS)]

    def add(activity_id):
        with transaction():
            activity = db.session.get_one(Activity, activity_id)
            facts = operations.Facts(
                slot=Slot(activity.starts.first, time(9), time(10, 30), activity.zone),
                title=Text(en="Opening"),
                module=None,
                room=db.session.get_one(Room, shared) if what == "room" else None,
                online=False,
                trainers=[db.session.get_one(Person, shared)] if what == "trainer" else [],
            )
            operations.add(activity, facts, by=db.session.get_one(Person, by), at=clock.now())

    ended = at_once(app, *(partial(add, one) for one in ids))
    db.session.rollback()
    return ended


KINDS = [("room", "RoomTaken"), ("trainer", "TrainerTaken")]


@pytest.mark.parametrize(("what", "refusal"), KINDS)
def test_one_of_eight_gets_it(app, monkeypatch, what, refusal):
    for _round in range(ROUNDS):
        with meeting_after_the_look(monkeypatch, 0.02):
            assert planned_at_once(app, what) == {"done": 1, refusal: PLANNERS - 1}


@pytest.mark.parametrize(("what", "refusal"), KINDS)
def test_without_the_lock_the_same_test_fails(app, monkeypatch, what, refusal):
    monkeypatch.setattr(operations, "_lock", lambda _kind, _ids: None)
    with no_lock(monkeypatch), meeting_after_the_look(monkeypatch, 10):
        assert planned_at_once(app, what) != {"done": 1, refusal: PLANNERS - 1}
