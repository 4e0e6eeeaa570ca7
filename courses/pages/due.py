"""What waits for a coordinator in her activities today: pure rules over figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from courses.activities.models import Activity
from courses.activities.models import State as Stands
from courses.registration.models import HOLDS_SEAT
from courses.registration.models import State as Applied

SOON = timedelta(days=7)
TAKES_PLACE = {Stands.OPEN, Stands.CONFIRMED, Stands.RUNNING}


class Task(StrEnum):
    """What there is to do."""

    OPEN = "open"  # not yet open for applications
    REVIEW = "review"  # applications nobody has decided
    FILL = "fill"  # seats are free and people wait in reserve
    PREPARE = "prepare"  # it starts within a week
    MARK = "mark"  # sessions have ended without marks
    CERTIFY = "certify"  # it is over and certificates are to be issued


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of an activity today; ``applications`` by state.

    ``freed`` says that a seat was given back or taken back, and is for somebody in reserve.
    """

    applications: dict[Applied, int]
    unmarked: int
    uncertified: int
    freed: bool = False

    @property
    def seated(self) -> int:
        """How many hold a seat."""
        return sum(self.applications.get(state, 0) for state in HOLDS_SEAT)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do in one activity; ``count`` says of how many, ``late`` that it presses."""

    task: Task
    activity: Activity
    count: int = 0
    late: bool = False


def due(activity: Activity, figures: Figures, today: date) -> Iterator[Due]:
    """Say what there is to do in ``activity`` today."""
    start = activity.starts.day
    if activity.state in {Stands.DRAFT, Stands.APPROVED}:
        yield Due(Task.OPEN, activity, late=start is not None and start - today < 12 * SOON)
        return
    if activity.state in TAKES_PLACE:
        yield from _of_seats(activity, figures, today)
        if start and today <= start <= today + SOON:
            yield Due(Task.PREPARE, activity, (start - today).days)
    if figures.unmarked:
        yield Due(Task.MARK, activity, figures.unmarked)
    over = (activity.ends or activity.starts).last < today
    if over and figures.uncertified:
        yield Due(Task.CERTIFY, activity, figures.uncertified)


def _of_seats(activity: Activity, figures: Figures, today: date) -> Iterator[Due]:
    waiting = figures.applications.get(Applied.SUBMITTED, 0)
    if waiting:
        late = activity.deadline is not None and activity.deadline < today
        yield Due(Task.REVIEW, activity, waiting, late)
    free = (activity.seats or 0) - figures.seated
    reserve = figures.applications.get(Applied.RESERVED, 0)
    if free > 0 and reserve and (figures.freed or not waiting):
        yield Due(Task.FILL, activity, min(free, reserve))
