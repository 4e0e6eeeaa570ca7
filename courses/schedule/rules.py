"""What the timetable allows: pure rules over times, rooms and trainers."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.activities.models import Activity, ActivityModule, State
from courses.schedule.models import Session
from turin.db.types import Text
from turin.errors import Refused

STEP = timedelta(minutes=30)
LONGEST = timedelta(hours=24)  # that a session lasts, on the clocks of the wall
HOLDS_NOTHING = frozenset({State.POSTPONED, State.CANCELLED})  # an activity's state
OPENS, CLOSES = time(8), time(19)  # when a free time is looked for


class EndsBeforeStart(Refused):
    """A session ends before it starts, or at once."""


class TooLong(Refused):
    """It ends on the next day, later than 24 hours after it starts."""


class NoSuchTime(Refused):
    """The clocks of the zone skip that time, because summer time begins."""


class OutsideDates(Refused):
    """The session is on a day on which the activity does not take place."""


class Untitled(Refused):
    """Neither a title nor a module says what the session is."""


class RoomTaken(Refused):
    """Another session is in that room at that time.

    Facts: ``room``, ``session``, ``free`` (when it would fit, or None), ``zone`` (its clocks).
    """


class TrainerTaken(Refused):
    """A trainer teaches another session at that time; ``free`` as for a room."""


class RoomKnown(Refused):
    """There is a room of that name already."""


class ClosesBeforeOpening(Refused):
    """A room closes before it opens, or at once."""


class AwayBackwards(Refused):
    """The last day on which somebody is away is before the first."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that starts on ``day``, as the clocks of ``zone`` show it.

    ``overnight`` is one that ends on the next day: at midnight, or after.
    """

    day: date
    starts: time
    ends: time
    zone: str
    overnight: bool = False

    @property
    def local_starts(self) -> datetime:
        """What the clocks show when it starts."""
        return datetime.combine(self.day, self.starts)

    @property
    def local_ends(self) -> datetime:
        """What the clocks show when it ends."""
        return datetime.combine(self.day + timedelta(days=self.overnight), self.ends)

    @property
    def starts_at(self) -> datetime:
        """The instant at which it starts. Raises NoSuchTime."""
        return instant(self.local_starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant at which it ends. Raises NoSuchTime."""
        return instant(self.local_ends, self.zone)

    @property
    def length(self) -> timedelta:
        """How long it lasts on the clocks of the wall."""
        return self.local_ends - self.local_starts

    def at(self, moment: datetime) -> "Slot":
        """Return one as long that starts at ``moment`` of the same clocks."""
        # On a day in between: whoever sends ``moment`` may name the last one of the calendar.
        starts = datetime.combine(date(2000, 1, 1), moment.time())
        ends = starts + self.length
        overnight = ends.date() > starts.date()
        return Slot(moment.date(), moment.time(), ends.time(), self.zone, overnight)


def slot(session: Session) -> Slot:
    """Return when ``session`` is."""
    starts, ends = session.local_starts, session.local_ends
    overnight = ends.date() > starts.date()
    return Slot(starts.date(), starts.time(), ends.time(), session.zone, overnight)


def instant(local: datetime, zone: str) -> datetime:
    """Return the instant of a wall-clock time; the first of the two when clocks are put back.

    Raises NoSuchTime for an hour that is skipped when they are put forward.
    """
    found = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise NoSuchTime(time=local.time(), day=local.date())
    return found


def check_times(slot: Slot, activity: Activity) -> None:
    """Check that a session starts on a day of its activity and ends within 24 hours.

    Raises OutsideDates, EndsBeforeStart, TooLong or NoSuchTime.
    """
    if outside(slot.day, activity):
        raise OutsideDates(first=activity.starts, last=activity.ends)
    if slot.ends_at <= slot.starts_at:
        raise EndsBeforeStart(starts=slot.starts, ends=slot.ends)
    if slot.length > LONGEST:
        raise TooLong


def check_named(title: Text, module: ActivityModule | None) -> None:
    """Raise Untitled unless a title or a module says what a session is."""
    if not title and module is None:
        raise Untitled


def check_hours(opens: time, closes: time) -> None:
    """Raise ClosesBeforeOpening for a room that would never be open."""
    if closes <= opens:
        raise ClosesBeforeOpening


def check_away(first: date, last: date) -> None:
    """Raise AwayBackwards if nobody can be away from the one day to the other."""
    if last < first:
        raise AwayBackwards


def outside(day: date, activity: Activity) -> bool:
    """Whether ``activity`` does not take place on ``day``, as after its dates were moved."""
    return not activity.starts.first <= day <= (activity.ends or activity.starts).last


def first_free(
    slot: Slot,
    last: date,
    busy: Iterable[tuple[datetime, datetime]],
    hours: tuple[time, time] = (OPENS, CLOSES),
    shut: Container[date] = (),
) -> datetime | None:
    """Return the next wall-clock time, from ``slot`` on, at which nothing of ``busy`` is.

    ``busy`` are pairs of instants. Looked at are the half hours within ``hours`` of each day until
    ``last`` that is not ``shut``.
    """
    spans = _merged(busy)
    ends_of_spans = [end for _, end in spans]
    local = datetime.combine(slot.day, slot.starts)
    while local.date() <= last:
        day, ends = local.date(), local + slot.length
        opens, closes = (datetime.combine(day, hour) for hour in hours)
        if day in shut or ends > closes:
            local = datetime.combine(day + timedelta(days=1), hours[0])
        elif local < opens:
            local = opens
        elif (span := _instants(slot.at(local))) and _is_free(span, spans, ends_of_spans):
            return local
        else:
            local += STEP
    return None


def _instants(slot: Slot) -> tuple[datetime, datetime] | None:
    try:
        return slot.starts_at, slot.ends_at
    except NoSuchTime:
        return None


def _merged(busy: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return the same times in order, those that overlap as one."""
    spans: list[tuple[datetime, datetime]] = []
    for start, end in sorted(busy):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _is_free(
    span: tuple[datetime, datetime],
    spans: Sequence[tuple[datetime, datetime]],
    ends_of_spans: Sequence[datetime],
) -> bool:
    first = bisect_right(ends_of_spans, span[0])  # the first that ends after ours starts
    return first == len(spans) or spans[first][0] >= span[1]
