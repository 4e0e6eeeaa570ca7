"""What mends a clash: the first time at which all of a session fits, or a room that is larger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from courses.schedule import clashes, rules
from courses.schedule.clashes import Clash, Held, Thing, Timetable, Why
from courses.schedule.models import Room, Session


@dataclass(frozen=True, slots=True)
class Repair:
    """Where a session can go: to another time or into another room."""

    to: datetime | None = None  # on the clocks of the session's zone
    room: Room | None = None


def repair(
    clash: Clash, timetable: Timetable, now: datetime, rooms: Sequence[Room] = ()
) -> Repair | None:
    """Return what mends ``clash``; None if nothing we know of does, or if nobody has to.

    A room that is too small is left for one of ``rooms`` in the same city. All else is moved to
    the first time at which room and trainers are free, on a day of the activity that is not off:
    after the time that it has, or else after ``now``.
    """
    if clash.allowed or clash.session.starts_at <= now:
        return None
    if clash.why == Why.SMALL:
        room = larger(clash.session, timetable, rooms)
        return Repair(room=room) if room else None
    to = first_fit(clash.session, timetable, now)
    return Repair(to=to) if to else None


def first_fit(session: Session, timetable: Timetable, now: datetime) -> datetime | None:
    """Return the first wall-clock time after ``now`` at which a session fits."""
    activity, slot, room = session.activity, rules.slot(session), session.room
    first, last = activity.starts.first, (activity.ends or activity.starts).last
    hours = (room.opens, room.closes) if room else (rules.OPENS, rules.CLOSES)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    shut = {
        day
        for day in days
        if timetable.days_off(activity.country, day) or _away(session, day, timetable)
    }
    wanted = set(clashes.things(session))
    held = _held(session, timetable)
    busy = [(one.starts_at, one.ends_at) for one in held if one.thing in wanted]
    earliest = slot.at(max(datetime.combine(first, hours[0]), _next_hour(now, session.zone)))
    later = max((slot, earliest), key=lambda one: one.local_starts)
    found = rules.first_free(later, last, busy, hours, shut)
    return found or rules.first_free(earliest, last, busy, hours, shut)


def _next_hour(now: datetime, zone: str) -> datetime:
    """Return the next full hour on the clocks of ``zone``."""
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def larger(session: Session, timetable: Timetable, rooms: Iterable[Room]) -> Room | None:
    """Return the smallest of ``rooms`` that is large enough, open and free for a session."""
    day, taken = session.local_starts.date(), _taken(session, timetable)
    fitting = [
        room
        for room in rooms
        if room.capacity >= clashes.group(session)
        and (session.room is None or room.city == session.room.city)
        and room.opens <= session.local_starts.time()
        and session.local_ends <= datetime.combine(day, room.closes)
        and clashes.room(room) not in taken
    ]
    return min(fitting, key=lambda room: (room.capacity, room.name), default=None)


def _taken(session: Session, timetable: Timetable) -> set[Thing]:
    """Return what others have at the time of a session."""
    return {
        held.thing
        for held in _held(session, timetable)
        if held.starts_at < session.ends_at and held.ends_at > session.starts_at
    }


def _away(session: Session, day: date, timetable: Timetable) -> bool:
    taught_by = {trainer.id for trainer in session.trainers}
    return any(
        absence.person_id in taught_by and absence.first <= day <= absence.last
        for absence in timetable.absences
    )


def _held(session: Session, timetable: Timetable) -> Iterator[Held]:
    """Give what others have, and when: what is booked, and what the timetable wants."""
    for booking in timetable.bookings:
        if booking.session_id != session.id:
            thing = clashes.thing_of(booking)
            yield Held(booking.starts_at, booking.ends_at, booking.session_id, thing)
    for other in timetable.sessions:
        if other.id != session.id:
            for thing in clashes.things(other):
                yield Held(other.starts_at, other.ends_at, other.id, thing)
