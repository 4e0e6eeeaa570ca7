"""What can be said of an activity, and what may still be changed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from courses.activities.models import Activity, Part
from courses.activities.rules.refusals import (
    Announced,
    AnswerOutside,
    CountryNotNamed,
    DatesPast,
    DatesTurned,
    DayNeeded,
    DeadlineLate,
    DecisionLate,
    MinimumAboveSeats,
    NotMovable,
    Over,
    SameDates,
    TargetsAboveSeats,
    WrongStep,
)
from courses.activities.rules.steps import MOVABLE, OVER, PLANNED, today
from turin.db.types import PartialDate
from turin.organisations.models import Group
from turin.people.models import Sex


def check_facts(activity: Activity) -> None:
    """Say whether what was typed can be.

    It fits what is said of its backing too. Raises DatesTurned, DeadlineLate, AnswerOutside,
    MinimumAboveSeats, DecisionLate or TargetsAboveSeats.
    """
    check_dates(activity.starts, activity.ends)
    if activity.deadline and activity.deadline > activity.starts.last:
        raise DeadlineLate
    if not answer_fits(activity.answer_by, activity.deadline, activity.starts):
        raise AnswerOutside
    if activity.seats and activity.minimum and activity.minimum > activity.seats:
        raise MinimumAboveSeats(minimum=activity.minimum, seats=activity.seats)
    if backing := activity.backing:
        check_backing(activity, backing.decide_by, backing.targets)


def answer_fits(answer_by: date | None, deadline: date | None, starts: PartialDate) -> bool:
    """Whether offers are answered after the choice, and before it begins."""
    return answer_by is None or (deadline or answer_by) <= answer_by <= starts.last


def check_dates(starts: PartialDate, ends: PartialDate | None) -> None:
    """Raise DatesTurned if the last day can't be after the first."""
    if ends and ends.last < starts.first:
        raise DatesTurned


def check_not_over(activity: Activity) -> None:
    """Raise Over if it is closed or cancelled."""
    if activity.state in OVER:
        raise Over(state=activity.state)


def check_renamable(activity: Activity) -> None:
    """Raise Announced if its code and dates are known to people: then it is moved, not edited."""
    if activity.state not in PLANNED:
        raise Announced


def check_discardable(activity: Activity) -> None:
    """Raise WrongStep if people know of it: then it is cancelled, not discarded."""
    if activity.state not in PLANNED:
        raise WrongStep(state=activity.state)


def check_movable(
    activity: Activity, starts: PartialDate, ends: PartialDate | None, at: datetime
) -> None:
    """Raise NotMovable, DatesTurned, DatesPast or SameDates."""
    if activity.state not in MOVABLE:
        raise NotMovable(state=activity.state)
    check_dates(starts, ends)
    if starts.last < today(activity, at):
        raise DatesPast
    if (starts, ends) == (activity.starts, activity.ends):
        raise SameDates


def check_copyable(starts: PartialDate, taken: Collection[Part]) -> None:
    """Raise DayNeeded if sessions are to be put on days that are not known."""
    if Part.SESSIONS in taken and starts.day is None:
        raise DayNeeded


def check_backing(activity: Activity, decide_by: date | None, targets: Mapping[str, int]) -> None:
    """Raise DecisionLate or TargetsAboveSeats."""
    if decide_by and decide_by >= activity.starts.last:
        raise DecisionLate
    sums = [sum(targets.get(key, 0) for key in keys) for keys in (Group, Sex)]
    if activity.seats and max(sums) > activity.seats:
        raise TargetsAboveSeats(seats=activity.seats)


def check_country(activity: Activity, country: str | None) -> None:
    """Raise CountryNotNamed if a project pays for the seats, and for others than hers."""
    named = activity.backing.countries if activity.backing else []
    if named and country not in named:
        raise CountryNotNamed(countries=named)
