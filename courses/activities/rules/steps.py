"""An activity's life: which step may be taken when."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from courses.activities.models import Activity, Choice, Delivery, State
from courses.activities.rules.refusals import NotReady, NotYet, WrongStep


class Step(StrEnum):
    """A change of an activity's state."""

    APPROVE = "approve"
    OPEN = "open"
    CONFIRM = "confirm"
    START = "start"
    CLOSE = "close"
    POSTPONE = "postpone"
    REOPEN = "reopen"
    CANCEL = "cancel"


PLANNED = frozenset({State.DRAFT, State.APPROVED})  # not announced: its dates are only edited
OVER = frozenset({State.CLOSED, State.CANCELLED})
# From where each step may be taken, and where it leads. What is closed or cancelled stays so. What
# is not announced is neither postponed nor cancelled, since either is public: it is discarded.
STEPS: dict[Step, tuple[frozenset[State], State]] = {
    Step.APPROVE: (frozenset({State.DRAFT}), State.APPROVED),
    Step.OPEN: (frozenset({State.APPROVED}), State.OPEN),
    Step.CONFIRM: (frozenset({State.OPEN}), State.CONFIRMED),
    Step.START: (frozenset({State.CONFIRMED}), State.RUNNING),
    Step.CLOSE: (frozenset({State.RUNNING}), State.CLOSED),
    Step.POSTPONE: (frozenset({State.OPEN, State.CONFIRMED}), State.POSTPONED),
    Step.REOPEN: (frozenset({State.POSTPONED}), State.OPEN),
    Step.CANCEL: (
        frozenset(State) - PLANNED - OVER,
        State.CANCELLED,
    ),
}
MOVABLE = frozenset({State.OPEN, State.CONFIRMED, State.POSTPONED})
TAKES_PLACE = frozenset({State.OPEN, State.CONFIRMED, State.RUNNING})


class Missing(StrEnum):
    """What an activity must have before people may apply for it."""

    DAYS = "days"
    FUTURE = "future"
    SEATS = "seats"
    DEADLINE = "deadline"
    DEADLINE_AHEAD = "deadline-ahead"
    LANGUAGE = "language"
    CITY = "city"

    @property
    def label(self) -> str:
        """What to do about it, as the end of "Before people may apply: ..."."""
        return str(_MISSING[self])


_MISSING = {
    Missing.DAYS: _l("give the first and the last day"),
    Missing.FUTURE: _l("choose a first day that is still to come"),
    Missing.SEATS: _l("say how many seats there are"),
    Missing.DEADLINE: _l("give the day until which one can apply"),
    Missing.DEADLINE_AHEAD: _l("choose a deadline that is neither past nor after the first day"),
    Missing.LANGUAGE: _l("choose a working language"),
    Missing.CITY: _l("say in which city and country it takes place"),
}


def today(activity: Activity, at: datetime) -> date:
    """Return which day it is at the venue."""
    return at.astimezone(ZoneInfo(activity.zone)).date()


def steps(activity: Activity) -> list[Step]:
    """Return the steps that its state allows, in the order of an activity's life."""
    return [step for step, (before, _after) in STEPS.items() if activity.state in before]


def is_open(activity: Activity, at: datetime) -> bool:
    """Whether people may apply: announced, not past its deadline, not begun."""
    day = today(activity, at)
    in_time = activity.deadline is None or day <= activity.deadline
    return (
        activity.state in {State.OPEN, State.CONFIRMED} and in_time and day < activity.starts.first
    )


def is_over(activity: Activity, at: datetime) -> bool:
    """Whether its last day has passed, or its coordinators have closed it."""
    last = (activity.ends or activity.starts).last
    return activity.state == State.CLOSED or last < today(activity, at)


def check_step(activity: Activity, step: Step, at: datetime) -> State:
    """Return the state that ``step`` leads to.

    Raises WrongStep, NotReady or NotYet.
    """
    before, after = STEPS[step]
    if activity.state not in before:
        raise WrongStep(state=activity.state)
    if after == State.OPEN and (missing := lacks(activity, at)):
        raise NotReady(missing=missing)
    _check_day(activity, step, at)
    return after


def _check_day(activity: Activity, step: Step, at: datetime) -> None:
    """Raise NotYet for starting before the first day and for closing before the last."""
    last = (activity.ends or activity.starts).last
    earliest = {Step.START: activity.starts.first, Step.CLOSE: last}.get(step)
    if earliest and today(activity, at) < earliest:
        raise NotYet(step=step, day=earliest)


def lacks(activity: Activity, at: datetime) -> list[Missing]:
    """Return what must be given before people may apply."""
    there = {
        Missing.DAYS: bool(activity.starts.day and activity.ends and activity.ends.day),
        Missing.FUTURE: activity.starts.last >= today(activity, at),
        Missing.SEATS: bool(activity.seats),
        Missing.DEADLINE: bool(activity.deadline) or activity.choice == Choice.INVITATION,
        Missing.DEADLINE_AHEAD: _deadline_fits(activity, at),
        Missing.LANGUAGE: any(not spoken.interpreted for spoken in activity.languages),
        Missing.CITY: activity.delivery == Delivery.ONLINE
        or bool(activity.city and activity.country),
    }
    return [thing for thing, is_there in there.items() if not is_there]


def _deadline_fits(activity: Activity, at: datetime) -> bool:
    deadline = activity.deadline
    return deadline is None or today(activity, at) <= deadline <= activity.starts.last
