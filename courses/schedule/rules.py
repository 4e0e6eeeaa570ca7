"""What the timetable allows: pure rules over times, rooms and trainers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.activities.models import Activity
from courses.schedule.models import Room, Session
from turin.errors import Refused
from turin.people.models import Person

STEP = timedelta(minutes=30)
OPENS, CLOSES = time(8), time(19)  # when a free time is looked for


class EndsBeforeStart(Refused):
    """A session ends before it starts, or at once."""


class NoSuchTime(Refused):
    """The clocks of the zone skip that time, because summer time begins."""


class OutsideDates(Refused):
    """The session is on a day on which the activity does not take place."""


class Untitled(Refused):
    """Neither a title nor a module says what the session is."""


class RoomTaken(Refused):
    """Another session is in that room at that time; ``free`` is when the room is free, or None."""


class TrainerTaken(Refused):
    """A trainer teaches another session at that time; ``free`` as for a room."""


class RoomKnown(Refused):
    """There is a room of that name already."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of one day, as the clocks of ``zone`` show it."""

    day: date
    starts: time
    ends: time
    zone: str

    @property
    def starts_at(self) -> datetime:
        """The instant at which it starts. Raises NoSuchTime."""
        return instant(datetime.combine(self.day, self.starts), self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant at which it ends. Raises NoSuchTime."""
        return instant(datetime.combine(self.day, self.ends), self.zone)

    @property
    def length(self) -> timedelta:
        """How long it lasts on the clocks of the wall."""
        midnight = date.min
        return datetime.combine(midnight, self.ends) - datetime.combine(midnight, self.starts)


def instant(local: datetime, zone: str) -> datetime:
    """Return the instant of a wall-clock time; the first of the two when clocks are put back.

    Raises NoSuchTime for an hour that is skipped when they are put forward.
    """
    found = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise NoSuchTime(time=local.time(), day=local.date())
    return found


def check_times(slot: Slot, activity: Activity) -> None:
    """Check that a session ends after it starts, on a day of its activity.

    Raises EndsBeforeStart or OutsideDates.
    """
    if slot.ends <= slot.starts:
        raise EndsBeforeStart(starts=slot.starts, ends=slot.ends)
    if outside(slot.day, activity):
        raise OutsideDates(first=activity.starts, last=activity.ends)


def outside(day: date, activity: Activity) -> bool:
    """Whether ``activity`` does not take place on ``day``, as after its dates were moved."""
    return not activity.starts.first <= day <= (activity.ends or activity.starts).last


def check_room_free(room: Room, taken: Session | None, free: datetime | None) -> None:
    """Raise RoomTaken if ``taken`` is in the room at that time."""
    if taken is not None:
        raise RoomTaken(room=room, session=taken, free=free)


def check_trainer_free(trainer: Person, taken: Session | None, free: datetime | None) -> None:
    """Raise TrainerTaken if ``trainer`` teaches ``taken`` at that time."""
    if taken is not None:
        raise TrainerTaken(trainer=trainer, session=taken, free=free)


def first_free(
    slot: Slot, last: date, busy: Iterable[tuple[datetime, datetime]]
) -> datetime | None:
    """Return the next wall-clock time, from ``slot`` on, at which nothing of ``busy`` is.

    ``busy`` are pairs of instants; looked at are half hours of the working day until ``last``.
    """
    spans = sorted(busy)
    local = datetime.combine(slot.day, slot.starts)
    while local.date() <= last:
        ends = local + slot.length
        if local.time() >= OPENS and ends <= datetime.combine(local.date(), CLOSES):
            try:
                starts_at, ends_at = instant(local, slot.zone), instant(ends, slot.zone)
            except NoSuchTime:
                pass
            else:
                if all(ends_at <= start or end <= starts_at for start, end in spans):
                    return local
        local += STEP
    return None


def too_small(session: Session, group: int) -> bool:
    """Whether its room has fewer chairs than the group has people: told, not forbidden."""
    return session.room is not None and session.room.capacity < group
