"""Changing the timetable. Each deed runs in its caller's transaction and never commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from courses.activities import rules as activities
from courses.activities.models import Activity, ActivityModule
from courses.schedule import queries, rules
from courses.schedule.models import Room, Session
from courses.schedule.rules import Slot
from turin import audit
from turin.db import db
from turin.db.types import Text
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Facts:
    """What a coordinator says of a session; an empty title takes that of the module."""

    slot: Slot
    title: Text
    module: ActivityModule | None
    room: Room | None
    online: bool
    trainers: list[Person]


def add(activity: Activity, facts: Facts, *, by: Person, at: datetime) -> Session:
    """Put a session on the timetable of ``activity``.

    Raises Over, EndsBeforeStart, NoSuchTime, OutsideDates, Untitled, RoomTaken or TrainerTaken.
    """
    session = Session(activity_id=activity.id, activity=activity)
    _write(session, facts, besides=None)
    db.session.add(session)
    db.session.flush()
    audit.record("schedule.added", session, by=by, at=at)
    return session


def change(session: Session, facts: Facts, *, by: Person, at: datetime) -> None:
    """Say something else of a session: another time, room or trainer. Raises as `add`."""
    _write(session, facts, besides=session)
    db.session.flush()
    audit.record("schedule.changed", session, by=by, at=at)


def remove(session: Session, *, by: Person, at: datetime) -> None:
    """Take a session off the timetable, with its marks of attendance. Raises Over."""
    activities.check_not_over(session.activity)
    audit.record("schedule.removed", session, by=by, at=at, activity=session.activity_id)
    db.session.delete(session)
    db.session.flush()


def follow_zone(activity: Activity) -> None:
    """Keep each session at the time that was entered, now that it is one of another zone.

    Raises NoSuchTime, RoomTaken or TrainerTaken where that time can't be.
    """
    sessions = queries.of_activity(activity)
    slots = [
        Slot(one.local_starts.date(), one.local_starts.time(), one.local_ends.time(), activity.zone)
        for one in sessions
    ]
    for session, slot in zip(sessions, slots, strict=True):
        _put(session, slot)
    db.session.flush()
    _lock(Room, [one.room_id for one in sessions if one.room_id])
    _lock(Person, [trainer.id for one in sessions for trainer in one.trainers])
    for session, slot in zip(sessions, slots, strict=True):
        _check_free(activity, slot, session.room, session.trainers, session)


def add_room(name: str, capacity: int, city: str, *, by: Person, at: datetime) -> Room:
    """Make a room known; ``capacity`` in persons. Raises RoomKnown if the name is used."""
    room = Room(name=name, capacity=capacity, city=city)
    db.session.add(room)
    try:
        db.session.flush()
    except IntegrityError as taken:
        raise rules.RoomKnown from taken
    audit.record("schedule.room_added", room, by=by, at=at)
    return room


def _write(session: Session, facts: Facts, *, besides: Session | None) -> None:
    slot = facts.slot
    activities.check_not_over(session.activity)
    rules.check_times(slot, session.activity)
    if not facts.title and facts.module is None:
        raise rules.Untitled
    with db.session.no_autoflush:
        _check_free(session.activity, slot, facts.room, facts.trainers, besides)
    session.title = facts.title or (facts.module.title if facts.module else Text())
    session.module = facts.module
    session.room, session.online = facts.room, facts.online
    session.trainers = facts.trainers
    _put(session, slot)


def _put(session: Session, slot: Slot) -> None:
    session.zone = slot.zone
    session.local_starts = datetime.combine(slot.day, slot.starts)
    session.local_ends = datetime.combine(slot.day, slot.ends)
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at


def _check_free(
    activity: Activity,
    slot: Slot,
    room: Room | None,
    trainers: list[Person],
    besides: Session | None,
) -> None:
    """Lock the room and the trainers, always in the same order, and see that they are free."""
    last = (activity.ends or activity.starts).last
    if room is not None:
        _lock(Room, [room.id])
        theirs = queries.in_room(room, besides=besides)
        taken = queries.during(theirs, slot.starts_at, slot.ends_at)
        free = rules.first_free(slot, last, queries.spans(theirs)) if taken else None
        rules.check_room_free(room, taken, free)
    _lock(Person, [trainer.id for trainer in trainers])
    for trainer in trainers:
        theirs = queries.of_trainers([trainer], besides=besides)
        taken = queries.during(theirs, slot.starts_at, slot.ends_at)
        free = rules.first_free(slot, last, queries.spans(theirs)) if taken else None
        rules.check_trainer_free(trainer, taken, free)


def _lock(kind: type[Room] | type[Person], ids: list[int]) -> None:
    """Lock rows in the order of their ids; who only refers to one of them need not wait."""
    db.session.scalars(
        select(kind.id).where(kind.id.in_(ids)).order_by(kind.id).with_for_update(key_share=True)
    ).all()
