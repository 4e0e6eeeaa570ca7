"""What does not fit in a timetable, found by one pure function over all of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from courses.schedule import rules
from courses.schedule.models import Absence, Booking, Room, Session
from turin.countries.days_off import DayOff
from turin.people.models import Person

DaysOff = Callable[[str | None, date], DayOff | None]  # of a country: why a day is off


class Why(StrEnum):
    """Why a session does not fit. The first two are impossible unless somebody allowed them."""

    ROOM = "room"  # another session is in the room
    TRAINER = "trainer"  # a trainer is in another session
    OUTSIDE = "outside"  # the activity does not take place on that day
    HOURS = "hours"  # the room is closed
    SMALL = "small"  # the room has fewer chairs than the group has people
    HOLIDAY = "holiday"  # of the country of the venue
    WEEKEND = "weekend"  # likewise
    ABSENT = "absent"  # a trainer said that she is away


GRAVE = frozenset({Why.ROOM, Why.TRAINER, Why.OUTSIDE})  # of the others one may know better


class Thing(NamedTuple):
    """A room or a person, by its id: what one session has at a time."""

    kind: Why
    id: int


class Held(NamedTuple):
    """From when to when a session has a thing."""

    starts_at: datetime
    ends_at: datetime
    session_id: int
    thing: Thing


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that does not fit: of which session, and why.

    ``thing`` is the room or the trainer concerned, ``other`` the id of the other session that has
    it, ``allowed`` what somebody said when she let both have it.
    """

    why: Why
    session: Session
    thing: Thing | None = None
    other: int | None = None
    allowed: Booking | None = None
    day_off: DayOff | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The sessions that are looked at, and what there is to know about their rooms and trainers."""

    sessions: Sequence[Session]
    bookings: Sequence[Booking] = ()  # of anybody; those of ``sessions`` may be among them
    absences: Sequence[Absence] = ()
    days_off: DaysOff = lambda _country, _day: None


def find(timetable: Timetable) -> list[Clash]:
    """Return all that does not fit, by time; two sessions of the timetable clash once."""
    found = [*_twice(timetable)]
    absences = defaultdict(list)
    for absence in timetable.absences:
        absences[absence.person_id].append(absence)
    for session in timetable.sessions:
        found += _alone(session, timetable.days_off)
        found += _absent(session, absences)
    return sorted(
        found, key=lambda one: (one.session.starts_at, one.session.id, list(Why).index(one.why))
    )


class Has(Protocol):
    """Whatever needs a room and trainers: a session, or what is to be one."""

    @property
    def room(self) -> Room | None:
        """Its room."""

    @property
    def trainers(self) -> Sequence[Person]:
        """Who teaches it."""


def things(one: Has) -> Iterator[Thing]:
    """Give what a session has: its room and its trainers."""
    if one.room is not None:
        yield room(one.room)
    yield from map(trainer, one.trainers)


def room(one: Room) -> Thing:
    """Return a room as something that one session has at a time."""
    return Thing(Why.ROOM, one.id)


def trainer(one: Person) -> Thing:
    """Return a trainer as something that one session has at a time."""
    return Thing(Why.TRAINER, one.id)


def thing_of(booking: Booking) -> Thing:
    """Return what a booking holds."""
    if booking.room_id is not None:
        return Thing(Why.ROOM, booking.room_id)
    return Thing(Why.TRAINER, booking.person_id or 0)


def _twice(timetable: Timetable) -> Iterator[Clash]:
    """Give each pair of sessions that have the same room or trainer at the same time."""
    mine = {session.id: session for session in timetable.sessions}
    booked = {(one.session_id, thing_of(one)): one for one in timetable.bookings}
    for held in _by_thing(timetable, mine):
        for pair in _overlapping(held):
            ours = [one for one in pair if one.session_id in mine]
            if not ours:
                continue
            moved = ours[-1]  # the later of two of ours
            other = pair[0] if moved is pair[1] else pair[1]
            yield Clash(
                moved.thing.kind,
                mine[moved.session_id],
                moved.thing,
                other.session_id,
                _allowed(booked, *pair),
            )


def _by_thing(timetable: Timetable, mine: Mapping[int, Session]) -> Iterable[list[Held]]:
    """Return who has each thing that ours need, ours as they are planned, others as booked."""
    found: dict[Thing, list[Held]] = defaultdict(list)
    for session in timetable.sessions:
        for thing in things(session):
            found[thing].append(Held(session.starts_at, session.ends_at, session.id, thing))
    for one in timetable.bookings:
        thing = thing_of(one)
        if one.session_id not in mine and thing in found:
            found[thing].append(Held(one.starts_at, one.ends_at, one.session_id, thing))
    return found.values()


def _overlapping(held: Iterable[Held]) -> Iterator[tuple[Held, Held]]:
    """Give the pairs that overlap, the one that starts earlier first. What touches does not."""
    still: list[Held] = []
    for late in sorted(held):
        still = [early for early in still if early.ends_at > late.starts_at]
        for early in still:
            yield early, late
        still.append(late)


def _allowed(booked: Mapping[tuple[int, Thing], Booking], *pair: Held) -> Booking | None:
    """Return the booking that says why both may be, if somebody allowed it."""
    both = [booked.get((one.session_id, one.thing)) for one in pair]
    marks = {one.together if one else None for one in both}
    if len(marks) > 1 or None in marks:
        return None
    return next((one for one in both if one and one.allowed_why), None)


def _alone(session: Session, days_off: DaysOff) -> Iterator[Clash]:
    """Give what does not fit about a session by itself."""
    room, activity = session.room, session.activity
    first, last = days_of(session)
    if rules.outside(first, activity):
        yield Clash(Why.OUTSIDE, session)
    if room is not None:
        thing = Thing(Why.ROOM, room.id)
        starts, ends = session.local_starts, session.local_ends
        if starts.time() < room.opens or ends > datetime.combine(first, room.closes):
            yield Clash(Why.HOURS, session, thing)
        if room.capacity < group(session):
            yield Clash(Why.SMALL, session, thing)
    for day in dict.fromkeys((first, last)):
        if off := days_off(activity.country, day):
            why = Why.HOLIDAY if off.name else Why.WEEKEND
            yield Clash(why, session, day_off=off)
            break


def days_of(session: Session) -> tuple[date, date]:
    """Return the first and the last day of a session; at midnight the next has not begun."""
    starts, ends = session.local_starts, session.local_ends
    over = ends.time() == ends.time().min and ends.date() > starts.date()
    return starts.date(), starts.date() if over else ends.date()


def group(session: Session) -> int:
    """Return how many take part in a session: those of its own seats, or all of the activity."""
    return session.seats or session.activity.seats or 0


def _absent(session: Session, absences: Mapping[int, Sequence[Absence]]) -> Iterator[Clash]:
    first, last = days_of(session)
    for trainer in session.trainers:
        for absence in absences.get(trainer.id, ()):
            if absence.first <= last and absence.last >= first:
                yield Clash(Why.ABSENT, session, Thing(Why.TRAINER, trainer.id), absence=absence)
                break
