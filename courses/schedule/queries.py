"""Reading the timetable. Every list has a full order."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from courses.activities.models import Activity, State
from courses.schedule.models import Booking, Room, Session, SessionTrainer
from turin.db import db
from turin.people.models import Person, Role, RoleGrant

MOST = timedelta(hours=26)  # that a session lasts: 24 on the wall, and clocks may be put back

_OF_ACTIVITY = (
    select(Session)
    .where(Session.activity_id == bindparam("activity"))
    .order_by(Session.starts_at, Session.id)
)


def of_activity(activity: Activity, *, with_trainers: bool = False) -> list[Session]:
    """Return the sessions of an activity, by time, and who teaches them if that is asked for."""
    query = _OF_ACTIVITY.options(selectinload(Session.trainers)) if with_trainers else _OF_ACTIVITY
    return list(db.session.scalars(query, {"activity": activity.id}))


def session(number: int) -> Session | None:
    """Return one session."""
    return db.session.get(Session, number)


def rooms() -> list[Room]:
    """Return all rooms, by name."""
    return list(db.session.scalars(select(Room).order_by(Room.name)))


def trainers() -> list[Person]:
    """Return everybody who may teach, by name."""
    may_teach = select(RoleGrant.person_id).where(RoleGrant.role == Role.TRAINER)
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.id.in_(may_teach), Person.disabled_at.is_(None))
            .order_by(Person.name, Person.id)
        )
    )


def taught_by(person: Person) -> list[Session]:
    """Return the sessions that ``person`` teaches, with their activity, by time.

    Those of a cancelled activity are not held.
    """
    mine = select(SessionTrainer.session_id).where(SessionTrainer.person_id == person.id)
    return list(
        db.session.scalars(
            select(Session)
            .options(joinedload(Session.activity))
            .where(Session.id.in_(mine), _is_held())
            .order_by(Session.starts_at, Session.id)
        )
    )


def _is_held() -> ColumnElement[bool]:
    return Session.activity.has(Activity.state != State.CANCELLED)


def bookings_of(sessions: Sequence[Session]) -> list[Booking]:
    """Return what ``sessions`` hold."""
    return list(
        db.session.scalars(
            select(Booking)
            .where(Booking.session_id.in_([one.id for one in sessions]))
            .order_by(Booking.id)
        )
    )


def overlapping(booking: Booking) -> list[Booking]:
    """Return who else holds at that time what ``booking`` wants; who only touches it does not."""
    return list(
        db.session.scalars(
            select(Booking)
            .options(joinedload(Booking.session), joinedload(Booking.room))
            .where(
                _same(Booking.room_id, booking.room_id),
                _same(Booking.person_id, booking.person_id),
                *_between(booking.starts_at, booking.ends_at),
                Booking.session_id != booking.session_id,
            )
            .order_by(Booking.starts_at, Booking.id)
        )
    )


def _same(column: InstrumentedAttribute[int | None], wanted: int | None) -> ColumnElement[bool]:
    return column.is_(None) if wanted is None else column == wanted


def _between(starts_at: datetime, ends_at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a booking overlaps a time, told so that an index finds them."""
    earliest = starts_at - MOST
    return (Booking.starts_at > earliest, Booking.starts_at < ends_at, Booking.ends_at > starts_at)


def busy(session: Session, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Return from when to when others hold the room or a trainer of ``session``, those days."""
    zone = ZoneInfo(session.zone)
    begins = datetime.combine(first, time(), zone)
    over = datetime.combine(last + timedelta(days=2), time(), zone)
    rows = select(Booking.starts_at, Booking.ends_at).where(
        or_(
            Booking.room_id.in_([session.room.id] if session.room else []),
            Booking.person_id.in_([trainer.id for trainer in session.trainers]),
        ),
        *_between(begins, over),
        Booking.session_id != session.id,
    )
    return [(starts_at, ends_at) for starts_at, ends_at in db.session.execute(rows)]
