"""Making rooms known, and who is away. Each deed runs in its caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.exc import IntegrityError

from courses.schedule import rules
from courses.schedule.models import Absence, Room
from turin import audit
from turin.db import db
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What is said of a room."""

    name: str
    capacity: int
    city: str
    opens: time
    closes: time
    equipment: Sequence[str]
    step_free: bool


def add_room(name: str, capacity: int, city: str, *, by: Person, at: datetime) -> Room:
    """Make a room known; ``capacity`` in persons. Raises RoomKnown if the name is used."""
    room = Room(name=name, capacity=capacity, city=city)
    _store(room)
    audit.record("schedule.room_added", room, by=by, at=at)
    return room


def change_room(room: Room, facts: RoomFacts, *, by: Person, at: datetime) -> None:
    """Say something else of a room. Raises RoomKnown or ClosesBeforeOpening."""
    rules.check_hours(facts.opens, facts.closes)
    for name in RoomFacts.__slots__:
        setattr(room, name, getattr(facts, name))
    room.equipment = list(facts.equipment)
    _store(room)
    audit.record("schedule.room_changed", room, by=by, at=at)


def _store(room: Room) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(room)
            db.session.flush()
    except IntegrityError as taken:
        raise rules.RoomKnown from taken


def say_away(
    person: Person, first: date, last: date, why: str, *, by: Person, at: datetime
) -> Absence:
    """Say that ``person`` does not teach on some days, both included. Raises AwayBackwards."""
    rules.check_away(first, last)
    absence = Absence(person_id=person.id, first=first, last=last, why=why)
    db.session.add(absence)
    db.session.flush()
    audit.record("schedule.away", absence, by=by, at=at, person=person.id)
    return absence


def take_back_absence(absence: Absence, *, by: Person, at: datetime) -> None:
    """Say that she is there after all."""
    audit.record("schedule.not_away", absence, by=by, at=at, person=absence.person_id)
    db.session.delete(absence)
    db.session.flush()
