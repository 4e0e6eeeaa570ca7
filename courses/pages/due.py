"""What waits for a coordinator in her activities today: pure rules over figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from courses.activities.models import Activity, ActivityCheck, Usual
from courses.activities.models import State as Stands
from courses.activities.rules import TAKES_PLACE, due_day
from courses.registration.models import HOLDS_SEAT
from courses.registration.models import State as Applied
from courses.schedule.inviting.models import Invitation
from turin.organisations.models import Group
from turin.people.models import Sex

SOON = timedelta(days=7)


class Task(StrEnum):
    """What there is to do."""

    LINE = "line"  # of its checklist
    DECIDE = "decide"  # whether enough people come
    OPEN = "open"  # not yet open for applications
    REVIEW = "review"  # applications nobody has decided
    FILL = "fill"  # seats are free and people wait in reserve
    PREPARE = "prepare"  # it starts within a week
    MARK = "mark"  # sessions have ended without marks
    AWAIT = "await"  # somebody who was asked to teach has not answered
    CERTIFY = "certify"  # it is over and certificates are to be issued


DECIDED = {
    Task.AWAIT,
    Task.DECIDE,
    Task.OPEN,
    Task.FILL,
    Task.CERTIFY,
}  # by who runs it; the rest is daily work
COVERS = {  # what the figures tell already is not told once more as a line of the checklist
    Task.OPEN: Usual.CALL,
    Task.REVIEW: Usual.SELECTION,
    Task.PREPARE: Usual.PROGRAMME,
    Task.CERTIFY: Usual.CERTIFICATES,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of an activity today; ``applications`` by state.

    ``freed`` says that a seat was given back or taken back, and is for somebody in reserve;
    ``lines`` are those of its checklist that nobody has ticked off, ``divided`` how many of each
    group and sex hold a seat; ``invited`` were asked to teach and have not answered.
    """

    applications: dict[Applied, int]
    unmarked: int
    uncertified: int
    freed: bool = False
    lines: tuple[ActivityCheck, ...] = ()
    divided: Counter[Group | Sex] = field(default_factory=Counter)
    invited: tuple[Invitation, ...] = ()

    @property
    def seated(self) -> int:
        """How many hold a seat."""
        return sum(self.applications.get(state, 0) for state in HOLDS_SEAT)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do in one activity; ``count`` says of how many, ``late`` that it presses.

    ``line`` is the line of a checklist, ``day`` when that, or a decision, is due; ``names`` are
    those for whom it waits.
    """

    task: Task
    activity: Activity
    count: int = 0
    late: bool = False
    line: ActivityCheck | None = None
    day: date | None = None
    names: tuple[str, ...] = ()


def due(activity: Activity, figures: Figures, today: date) -> Iterator[Due]:
    """Say what there is to do in ``activity`` today, and of its checklist within a week."""
    found = list(_of_figures(activity, figures, today))
    yield from found
    yield from _of_invited(activity, figures, today)
    told = {COVERS[one.task] for one in found if one.task in COVERS}
    for line in figures.lines:
        day = due_day(line, activity)
        if day and day <= today + SOON and line.usual not in told:
            yield Due(Task.LINE, activity, late=day < today, line=line, day=day)


def _of_figures(activity: Activity, figures: Figures, today: date) -> Iterator[Due]:
    start = activity.starts.day
    if activity.state in {Stands.DRAFT, Stands.APPROVED}:
        yield Due(Task.OPEN, activity, late=start is not None and start - today < 12 * SOON)
        return
    decide_by = activity.backing.decide_by if activity.backing else None
    if activity.state == Stands.OPEN and decide_by and decide_by <= today + SOON:
        late = decide_by < today
        yield Due(Task.DECIDE, activity, figures.seated, late, day=decide_by)
    if activity.state in TAKES_PLACE:
        yield from _of_seats(activity, figures, today)
        if start and today <= start <= today + SOON:
            yield Due(Task.PREPARE, activity, (start - today).days)
    if figures.unmarked:
        yield Due(Task.MARK, activity, figures.unmarked)
    over = (activity.ends or activity.starts).last < today
    if over and figures.uncertified:
        yield Due(Task.CERTIFY, activity, figures.uncertified)


def _of_invited(activity: Activity, figures: Figures, today: date) -> Iterator[Due]:
    if figures.invited and (activity.ends or activity.starts).last >= today:
        late = figures.invited[0].sent_at.date() < today - SOON
        names = tuple(one.name for one in figures.invited)
        yield Due(Task.AWAIT, activity, len(names), late, names=names)


def _of_seats(activity: Activity, figures: Figures, today: date) -> Iterator[Due]:
    waiting = figures.applications.get(Applied.SUBMITTED, 0)
    if waiting:
        late = activity.deadline is not None and activity.deadline < today
        yield Due(Task.REVIEW, activity, waiting, late)
    free = (activity.seats or 0) - figures.seated
    reserve = figures.applications.get(Applied.RESERVED, 0)
    if free > 0 and reserve and (figures.freed or not waiting):
        yield Due(Task.FILL, activity, min(free, reserve))
