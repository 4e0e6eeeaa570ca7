"""What stands in a calendar, and which addresses somebody has. Every list has a full order."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from courses.activities.models import Activity
from courses.schedule.calendars import attending
from courses.schedule.calendars.models import CalendarAddress, Departure, Kind
from courses.schedule.models import Room, Session, SessionTrainer
from turin.db import db
from turin.people.links import hashed
from turin.people.models import Person

BEHIND = timedelta(days=366)  # as far as the calendars of years of work look back
STAYS = timedelta(days=90)  # as long as what is gone is shown as cancelled


@dataclass(frozen=True, slots=True)
class Timetable:
    """What stands in a calendar: whole activities, their sessions, and what is gone.

    It is ``discreet`` where it says of somebody in what she takes part.
    """

    activities: list[Activity]
    sessions: list[Session]
    departures: list[Departure]
    discreet: bool = False


def of_address(address: CalendarAddress, at: datetime) -> Timetable:
    """Return what stands in the calendar at an address."""
    if address.kind is Kind.MINE:
        return _of_participant(address.person, at)
    if address.kind is Kind.TEACHING:
        return _of_trainer(address.person, at)
    if address.room:
        return _of_room(address.room, at)
    if address.activity is None:
        raise LookupError("an address without its activity or room")
    return of_activity(address.activity, at)


def of_activity(activity: Activity, at: datetime) -> Timetable:
    """Return the whole timetable of an activity."""
    removed = and_(Departure.activity_id == activity.id, _REMOVED)
    return _timetable([activity], Session.activity_id == activity.id, removed, at)


def _of_participant(person: Person, at: datetime) -> Timetable:
    numbers = attending.activities(person)
    mine = select(Activity).where(Activity.id.in_(numbers)).order_by(Activity.starts, Activity.id)
    removed = and_(Departure.activity_id.in_(numbers), _REMOVED)
    hers = list(db.session.scalars(mine))
    found = _timetable(hers, Session.activity_id.in_(numbers), removed, at)
    return replace(found, discreet=True)


def _of_trainer(person: Person, at: datetime) -> Timetable:
    hers = select(SessionTrainer.session_id).where(SessionTrainer.person_id == person.id)
    recent = Session.starts_at > at - BEHIND
    return _timetable([], and_(Session.id.in_(hers), recent), Departure.person_id == person.id, at)


def _of_room(room: Room, at: datetime) -> Timetable:
    held = and_(Session.room_id == room.id, Session.starts_at > at - BEHIND)
    return _timetable([], held, Departure.room_id == room.id, at)


_REMOVED = and_(Departure.room_id.is_(None), Departure.person_id.is_(None))


def _timetable(
    activities: list[Activity], held: ColumnElement[bool], gone: ColumnElement[bool], at: datetime
) -> Timetable:
    sessions = list(
        db.session.scalars(
            select(Session)
            .options(joinedload(Session.activity))
            .where(held)
            .order_by(Session.starts_at, Session.id)
        )
    )
    left = db.session.scalars(
        select(Departure)
        .options(joinedload(Departure.activity))
        .where(gone, Departure.left_at > at - STAYS)
        .order_by(Departure.id)
    )
    last = {one.uid: one for one in left}  # it may have come back, and left once more
    here = {one.uid for one in sessions}
    return Timetable(activities, sessions, [one for one in last.values() if one.uid not in here])


def addresses(person: Person) -> list[CalendarAddress]:
    """Return the addresses that ``person`` has made, the first first."""
    return list(
        db.session.scalars(
            select(CalendarAddress)
            .options(joinedload(CalendarAddress.activity), joinedload(CalendarAddress.room))
            .where(CalendarAddress.person_id == person.id)
            .order_by(CalendarAddress.id)
        )
    )


def address_with(token: str) -> CalendarAddress | None:
    """Return the address that has this token."""
    return db.session.scalar(
        select(CalendarAddress)
        .options(joinedload(CalendarAddress.activity), joinedload(CalendarAddress.room))
        .where(CalendarAddress.token_hash == hashed(token))
    )
