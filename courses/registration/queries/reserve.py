"""Freed seats, and whom on the reserve list they are proposed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from courses.activities.models import Activity, Choice
from courses.registration.models import HOLDS_SEAT, Application, Decision, State
from courses.registration.queries.counting import seats_left
from turin.db import db


class Because(StrEnum):
    """Why somebody is the next."""

    SAME_GROUP = "same-group"  # the first of the group that lost the seat: the balance stays
    FIRST = "first"  # the longest on the list


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A freed seat: how it was freed, who is next and why."""

    freed: Decision
    next: Application
    because: Because


def next_in_reserve(activity: Activity) -> Application | None:
    """Return whom the next freed seat is proposed to."""
    chosen = _next(activity, _last_freed(activity))
    return chosen[0] if chosen else None


def vacancies(activities: Sequence[Activity]) -> dict[int, Vacancy]:
    """Return the freed seats that nobody on the reserve list was offered, by the activity's id."""
    left = seats_left(activities)
    freed = _freed_and_not_given(list(left))
    found = {}
    for activity in activities:
        if freed.get(activity.id, 0) > 0 and left[activity.id] != 0:
            last = _last_freed(activity)
            chosen = _next(activity, last)
            if last and chosen:
                found[activity.id] = Vacancy(last, *chosen)
    return found


def _freed_and_not_given(ids: list[int]) -> dict[int, int]:
    """Return how many more seats were freed than given to the reserve, by the activity's id."""
    freeing = Decision.before.in_(HOLDS_SEAT) & Decision.after.not_in(HOLDS_SEAT)
    giving = (Decision.before == State.RESERVED) & Decision.after.in_(HOLDS_SEAT)
    rows = db.session.execute(
        select(
            Application.activity_id,
            func.count(Decision.id).filter(freeing) - func.count(Decision.id).filter(giving),
        )
        .join(Decision.application)
        .where(Application.activity_id.in_(ids))
        .group_by(Application.activity_id)
    )
    return {activity_id: int(count) for activity_id, count in rows}


def _last_freed(activity: Activity) -> Decision | None:
    return db.session.scalar(
        select(Decision)
        .join(Decision.application)
        .where(
            Application.activity_id == activity.id,
            Decision.before.in_(HOLDS_SEAT),
            Decision.after.not_in(HOLDS_SEAT),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )


def _next(activity: Activity, freed: Decision | None) -> tuple[Application, Because] | None:
    """Return the first on the list, of the group that lost the seat where people are selected."""
    reserve = db.session.scalars(
        select(Application)
        .where(Application.activity_id == activity.id, Application.state == State.RESERVED)
        .order_by(Application.reserved_at, Application.id)
    ).all()
    if not reserve:
        return None
    if freed and activity.choice == Choice.SELECTION:
        group = freed.application.group
        for one in reserve:
            if one.group == group:
                return one, Because.SAME_GROUP
    return reserve[0], Because.FIRST
