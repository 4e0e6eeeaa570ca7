"""Reading the timetable. Every list has a full order."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, lazyload, selectinload

from courses.activities.models import Activity, ActivityAssistant, ActivityCoordinator, State
from courses.schedule.clashes import DaysOff, Timetable
from courses.schedule.models import Absence, Booking, Room, Session, SessionTrainer
from courses.schedule.rules import HOLDS_NOTHING
from turin.db import db
from turin.people.models import Person, Role, RoleGrant

MOST = timedelta(hours=26)  # that a session lasts: 24 on the wall, and clocks may be put back
FAR = timedelta(hours=14)  # that the clocks of a zone are from UTC, at most
LARGEST = 2**31 - 1  # number that the database can hold as a key

_OF_ACTIVITY = (
    select(Session)
    .where(Session.activity_id == bindparam("activity"))
    .order_by(Session.starts_at, Session.id)
)
_MAY_TEACH = select(RoleGrant.person_id).where(RoleGrant.role == Role.TRAINER)


def of_activity(activity: Activity, *, with_trainers: bool = False) -> list[Session]:
    """Return the sessions of an activity, by time, and who teaches them if that is asked for."""
    query = _OF_ACTIVITY.options(selectinload(Session.trainers)) if with_trainers else _OF_ACTIVITY
    return list(db.session.scalars(query, {"activity": activity.id}))


def with_trainers(activity: Activity) -> list[Session]:
    """Return the sessions of an activity with who teaches them, by time."""
    found = (
        select(Session)
        .options(joinedload(Session.trainers).lazyload(Person.roles))
        .where(Session.activity_id == activity.id)
        .order_by(Session.starts_at, Session.id)
    )
    return list(db.session.scalars(found).unique())


def of_weeks(first: date, last: date, which: ColumnElement[bool]) -> list[Session]:
    """Return the sessions of ``which`` on the days from ``first`` to ``last``, by time.

    Days are those of each session's own clocks; what is cancelled or postponed is not held.
    """
    run_by = (
        selectinload(Activity.coordinators).lazyload(ActivityCoordinator.person),
        selectinload(Activity.assistants).lazyload(ActivityAssistant.person),
    )
    return list(
        db.session.scalars(
            select(Session)
            .options(joinedload(Session.activity).options(lazyload(Activity.languages), *run_by))
            .where(
                which,
                Session.starts_at > datetime.combine(first, time(), UTC) - MOST - FAR,
                Session.starts_at < datetime.combine(last, time(), UTC) + timedelta(days=1) + FAR,
                Session.local_starts < datetime.combine(last + timedelta(days=1), time()),
                Session.local_ends > datetime.combine(first, time()),
                Session.activity.has(Activity.state.not_in(HOLDS_NOTHING)),
            )
            .order_by(Session.starts_at, Session.id)
        )
    )


def unnamed(activity: Activity) -> Select[Session]:
    """Return the query of the sessions of which nobody has said what they are, by time."""
    return _shown(activity).where(Session.unnamed)


def shown(activity: Activity, numbers: Iterable[int]) -> list[Session]:
    """Return those of ``numbers`` that are sessions of ``activity``, by time."""
    wanted = set(numbers)
    found = _shown(activity).where(Session.id.in_(wanted))
    return list(db.session.scalars(found)) if wanted else []


def _shown(activity: Activity) -> Select[Session]:
    return (
        select(Session)
        .options(selectinload(Session.trainers).lazyload(Person.roles))
        .where(Session.activity_id == activity.id)
        .order_by(Session.starts_at, Session.id)
    )


def in_rooms() -> ColumnElement[bool]:
    """Return the condition that a session is in a room."""
    return Session.room_id.is_not(None)


def in_room(room: Room) -> ColumnElement[bool]:
    """Return the condition that a session is in ``room``."""
    return Session.room_id == room.id


def with_trainer(person: Person) -> ColumnElement[bool]:
    """Return the condition that ``person`` teaches a session."""
    return Session.id.in_(
        select(SessionTrainer.session_id).where(SessionTrainer.person_id == person.id)
    )


def teaches_in(person: Person, activity: Activity) -> bool:
    """Whether ``person`` teaches any session of ``activity``."""
    hers = exists().where(Session.activity_id == activity.id, with_trainer(person))
    return bool(db.session.scalar(select(hers)))


def session(number: int) -> Session | None:
    """Return one session."""
    return db.session.get(Session, number)


def rooms() -> list[Room]:
    """Return all rooms, by name."""
    return list(db.session.scalars(select(Room).order_by(Room.name)))


def room(number: int) -> Room | None:
    """Return one room; none has a number that the database cannot hold."""
    return db.session.get(Room, number) if 0 < number <= LARGEST else None


def trainer(number: int) -> Person | None:
    """Return one of those who may teach, or who stand on a session although they no longer may."""
    found = select(Person).where(Person.id == number)
    stands = exists().where(SessionTrainer.person_id == Person.id)
    may = Person.id.in_(_MAY_TEACH) & Person.disabled_at.is_(None)
    return db.session.scalar(found.where(may | stands)) if 0 < number <= LARGEST else None


def names(numbers: Iterable[int]) -> dict[int, str]:
    """Return how people are called, by their ids."""
    wanted = set(numbers)
    found = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return dict(db.session.execute(found).all()) if wanted else {}


def absences(people: Iterable[int], first: date, last: date = date.max) -> list[Absence]:
    """Return when ``people``, by their ids, are away within some days, by time."""
    those = set(people)
    if not those:
        return []
    return list(
        db.session.scalars(
            select(Absence)
            .where(Absence.person_id.in_(those), Absence.first <= last, Absence.last >= first)
            .order_by(Absence.first, Absence.id)
        )
    )


def absence(number: int) -> Absence | None:
    """Return one absence."""
    return db.session.get(Absence, number)


def by_number(numbers: Iterable[int]) -> dict[int, Session]:
    """Return sessions with their activities, by their ids."""
    wanted = set(numbers)
    with_activity = joinedload(Session.activity).lazyload(Activity.languages)
    found = select(Session).options(with_activity).where(Session.id.in_(wanted))
    return {one.id: one for one in db.session.scalars(found)} if wanted else {}


def trainers() -> list[Person]:
    """Return everybody who may teach, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .options(lazyload(Person.roles))
            .where(Person.id.in_(_MAY_TEACH), Person.disabled_at.is_(None))
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


def known_of(sessions: Sequence[Session], days_off: DaysOff, *, rooms: bool = False) -> Timetable:
    """Return ``sessions`` with all that may clash with them on the days of their activities.

    With ``rooms``, what is in any room: to look for another one.
    """
    if not sessions:
        return Timetable((), days_off=days_off)
    first = min(min(one.local_starts.date(), one.activity.starts.first) for one in sessions)
    last = max(max(one.local_ends.date(), _last(one.activity)) for one in sessions)
    room_ids = None if rooms else {one.room.id for one in sessions if one.room}
    people = {trainer.id for one in sessions for trainer in one.trainers}
    held = _held(room_ids, people, first, last, sessions[0].zone)
    return Timetable(sessions, held, absences(people, first, last), days_off)


def _last(activity: Activity) -> date:
    return (activity.ends or activity.starts).last


def _held(
    rooms: set[int] | None, people: set[int], first: date, last: date, zone: str
) -> list[Booking]:
    """Return what holds ``rooms`` (None: any) and ``people`` on some days, by time."""
    begins = datetime.combine(first, time(), ZoneInfo(zone))
    over = datetime.combine(last + timedelta(days=2), time(), ZoneInfo(zone))
    return holding(rooms, people, begins, over)


def holding(
    rooms: set[int] | None, people: set[int], starts_at: datetime, ends_at: datetime
) -> list[Booking]:
    """Return what holds ``rooms`` (None: any) or ``people`` between two instants, by time."""
    in_any = Booking.room_id.is_not(None) if rooms is None else Booking.room_id.in_(rooms)
    return list(
        db.session.scalars(
            select(Booking)
            .options(joinedload(Booking.allowed_by).lazyload(Person.roles))
            .where(or_(in_any, Booking.person_id.in_(people)), *_between(starts_at, ends_at))
            .order_by(Booking.starts_at, Booking.id)
        )
    )
