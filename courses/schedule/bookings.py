"""What sessions hold: a room and their trainers, each held by one session at a time.

The rows are what the database guards. They follow the sessions in the transaction that changes
them; those of an activity that is postponed or cancelled hold nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from courses.schedule import queries, repairs, rules
from courses.schedule.models import Booking, Room, Session
from turin.countries.days_off import day_off
from turin.db import db
from turin.people.models import Person

REFUSED = "booking_overlap"  # what both databases name in their refusal
TRIES = 3


class Allowed(NamedTuple):
    """That sessions may hold the same at the same time: who says so, and why."""

    by: Person
    why: str


def follow(sessions: Sequence[Session], at: datetime, allowed: Allowed | None = None) -> None:
    """Have ``sessions`` hold what they need now, and nothing else.

    Locks the rooms and people, always in the same order. What is ``allowed`` is held together
    with whatever holds it already.

    Raises RoomTaken or TrainerTaken, each with the first free time after ``at``.
    """
    needed = dict.fromkeys(one for session in sessions for one in _needed(session))
    held = {_Needed.of(one): one for one in queries.bookings_of(sessions)}
    for one, booking in held.items():
        if one not in needed:
            db.session.delete(booking)
    db.session.flush()
    missing = [one for one in needed if one not in held]
    lock([one.room_id for one in missing], [one.person_id for one in missing])
    for one in missing:
        _take(one, at, allowed)


def lock(rooms: Iterable[int | None], people: Iterable[int | None]) -> None:
    """Lock rooms and people, by their ids, always in the same order."""
    _lock(Room, rooms)
    _lock(Person, people)


class _Needed(NamedTuple):
    """What a booking says, but for who shares it."""

    session_id: int
    room_id: int | None
    person_id: int | None
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, booking: Booking) -> "_Needed":
        return cls(*(getattr(booking, name) for name in cls._fields))


def _needed(session: Session) -> list[_Needed]:
    if session.activity.state in rules.HOLDS_NOTHING:
        return []
    things: list[tuple[int | None, int | None]] = [(session.room.id, None)] if session.room else []
    things += [(None, trainer.id) for trainer in session.trainers]
    return [_Needed(session.id, *thing, session.starts_at, session.ends_at) for thing in things]


def _take(needed: _Needed, at: datetime, allowed: Allowed | None) -> None:
    """Store a booking; who books the same at this moment is seen when the database says so."""
    for tries in range(TRIES):
        booking = Booking(**needed._asdict())
        others = queries.overlapping(booking)
        if others and allowed is None:
            raise _refusal(booking, others[0], at)
        if others and allowed:
            _put_beside(booking, others, allowed)
        try:
            with db.session.begin_nested():
                db.session.add(booking)
                db.session.flush()
        except IntegrityError as error:
            if REFUSED not in str(error.orig) or tries == TRIES - 1:
                raise
        else:
            return


def _put_beside(booking: Booking, others: Sequence[Booking], allowed: Allowed) -> None:
    """Put a booking together with ``others``, which is allowed."""
    booking.together = others[0].together
    booking.allowed_why, booking.allowed_by_id = allowed.why, allowed.by.id
    _join(booking.together, {one.together for one in others})


def _refusal(
    booking: Booking, other: Booking, at: datetime
) -> rules.RoomTaken | rules.TrainerTaken:
    """Return who has it, and when the session could have all that it needs."""
    session = db.session.get_one(Session, booking.session_id)
    known = queries.known_of([session], lambda country, day: day_off(country, day, "en"))
    free = repairs.first_fit(session, known, at)
    told = {"session": other.session, "free": free, "zone": session.zone}
    if other.person is not None:
        return rules.TrainerTaken(trainer=other.person, **told)
    return rules.RoomTaken(room=other.room, **told)


def _join(mark: str, marks: Iterable[str]) -> None:
    """Give all bookings of ``marks`` one mark; written anew, since they may overlap each other."""
    which = Booking.together.in_(set(marks) - {mark})
    rows = [one._asdict() for one in db.session.execute(select(*Booking.__table__.c).where(which))]
    if rows:
        db.session.execute(delete(Booking).where(which))
        db.session.execute(insert(Booking), [{**row, "together": mark} for row in rows])


def _lock(kind: type[Room] | type[Person], ids: Iterable[int | None]) -> None:
    """Lock rows in the order of their ids; who only refers to one of them need not wait."""
    db.session.scalars(
        select(kind.id).where(kind.id.in_(ids)).order_by(kind.id).with_for_update(key_share=True)
    ).all()
