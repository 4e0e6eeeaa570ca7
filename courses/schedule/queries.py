"""Reading the timetable. Every list has a full order."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from courses.activities.models import Activity, State
from courses.schedule.models import Room, Session, SessionTrainer
from turin.db import db
from turin.people.models import Person, Role, RoleGrant

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


def in_room(room: Room, *, besides: Session | None) -> ColumnElement[bool]:
    """Return the condition that a session is held in ``room`` and is not ``besides``."""
    return (Session.room_id == room.id) & _is_held() & _not(besides)


def of_trainers(people: Sequence[Person], *, besides: Session | None) -> ColumnElement[bool]:
    """Return the condition that any of ``people`` teaches a session, held and not ``besides``."""
    theirs = select(SessionTrainer.session_id).where(
        SessionTrainer.person_id.in_([person.id for person in people])
    )
    return Session.id.in_(theirs) & _is_held() & _not(besides)


def _is_held() -> ColumnElement[bool]:
    return Session.activity.has(Activity.state != State.CANCELLED)


def _not(session: Session | None) -> ColumnElement[bool]:
    return Session.id != (session.id if session else 0)


def during(which: ColumnElement[bool], starts_at: datetime, ends_at: datetime) -> Session | None:
    """Return the first session of ``which`` that overlaps a time; adjacent ones do not."""
    return db.session.scalars(
        select(Session)
        .where(which, Session.starts_at < ends_at, Session.ends_at > starts_at)
        .order_by(Session.starts_at, Session.id)
        .limit(1)
    ).one_or_none()


def spans(which: ColumnElement[bool]) -> list[tuple[datetime, datetime]]:
    """Return from when to when each session of ``which`` is."""
    rows = select(Session.starts_at, Session.ends_at).where(which).order_by(Session.starts_at)
    return [(starts_at, ends_at) for starts_at, ends_at in db.session.execute(rows)]
