"""The sessions that a pattern makes: on some days of the week, at the same hours of each day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from courses.activities.models import Activity
from courses.schedule import rules
from courses.schedule.models import Session
from courses.schedule.operations import Facts
from courses.schedule.rules import Slot
from turin.errors import Refused

TIMES = 6  # of a day
MOST = 200  # sessions at once


class Backwards(Refused):
    """The last day is before the first."""


class Overlap(Refused):
    """Two times of a day overlap: each of its sessions would be two."""


class NoDayLeft(Refused):
    """None of the days of the week is between the two days, or all of them are left out."""


class NoTimeLeft(Refused):
    """There is a session at each of these times already."""


class TooManySessions(Refused):
    """It would make more sessions than can be looked over. Facts: ``count``, ``most``."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """On which days of the week (0: Monday), from when to when of a day, from and to which day."""

    weekdays: Collection[int]
    times: Sequence[tuple[time, time]]
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """All its days."""
        days = ((self.last - self.first).days + 1) if self.first <= self.last else 0
        every = (self.first + timedelta(days=number) for number in range(days))
        return [day for day in every if day.weekday() in self.weekdays]


def slots(pattern: Pattern, activity: Activity, left_out: Collection[date] = ()) -> list[Slot]:
    """Return the times of a pattern at the venue of ``activity``, by time.

    Raises Backwards, OutsideDates, EndsBeforeStart, Overlap, NoDayLeft or TooManySessions.
    """
    _check(pattern, activity)
    days = [day for day in pattern.days if day not in left_out]
    if not days:
        raise NoDayLeft
    if (count := len(days) * len(pattern.times)) > MOST:
        raise TooManySessions(count=count, most=MOST)
    return [Slot(day, *hours, activity.zone) for day in days for hours in sorted(pattern.times)]


def unoccupied(described: Sequence[Facts], sessions: Sequence[Session]) -> list[Facts]:
    """Return those of ``described`` that are at a time at which none of ``sessions`` is.

    So what is sent twice makes its sessions once. Raises NoTimeLeft.
    """
    spans = [(one.local_starts, one.local_ends) for one in sessions]
    free = [one for one in described if not _meets(one.slot, spans)]
    if described and not free:
        raise NoTimeLeft
    return free


def _meets(slot: Slot, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(starts < slot.local_ends and slot.local_starts < ends for starts, ends in spans)


def _check(pattern: Pattern, activity: Activity) -> None:
    if pattern.last < pattern.first:
        raise Backwards
    if rules.outside(pattern.first, activity) or rules.outside(pattern.last, activity):
        raise rules.OutsideDates(first=activity.starts, last=activity.ends)
    for starts, ends in pattern.times:
        if ends <= starts:
            raise rules.EndsBeforeStart(starts=starts, ends=ends)
    for (_, ends), (starts, _) in pairwise(sorted(pattern.times)):
        if starts < ends:
            raise Overlap(starts=starts, ends=ends)
