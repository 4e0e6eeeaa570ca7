"""Freed seats, and whom on the reserve list they are proposed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, select

from courses.activities.models import Activity, Choice
from courses.registration.models import HOLDS_SEAT, Application, Decision, State
from courses.registration.queries.counting import Counts, seats_left
from courses.registration.rules import SEATS_GIVEN_IN
from turin.db import db


class Because(StrEnum):
    """Why somebody is the next."""

    SAME_GROUP = "same-group"  # the first of the group that lost the seat: the balance stays
    FIRST = "first"  # the longest on the list


_GIVEN_AND_FREED = (
    select(Application.activity_id, Decision.before, Decision.after)
    .join(Decision.application)
    .where(Application.activity_id.in_(bindparam("activities", expanding=True)))
    .where(Decision.before.in_(HOLDS_SEAT) != Decision.after.in_(HOLDS_SEAT))
    .order_by(Decision.id)
)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A freed seat: how it was freed, who is next and why."""

    freed: Decision
    next: Application
    because: Because


def vacancies(activities: Sequence[Activity], counts: Counts | None = None) -> dict[int, Vacancy]:
    """Return the freed seats that were not given again, by the activity's id.

    There are none in an activity that does not take place, or where nobody is on the reserve list.
    ``counts`` are those of `counts_by_state`, if they are known already.
    """
    going_on = [one for one in activities if one.state in SEATS_GIVEN_IN]
    left = seats_left(going_on, counts)
    freed = _freed_and_not_given(list(left))
    found = {}
    for activity in going_on:
        if freed.get(activity.id, 0) > 0 and left[activity.id] != 0:
            last = _last_freed(activity)
            chosen = _next(activity, last)
            if last and chosen:
                found[activity.id] = Vacancy(last, *chosen)
    return found


def freed(activities: Sequence[Activity]) -> set[int]:
    """Return the ids of the activities in which a seat was freed and not given again since."""
    ids = [one.id for one in activities if one.state in SEATS_GIVEN_IN]
    return {number for number, seats in _freed_and_not_given(ids).items() if seats}


def _freed_and_not_given(ids: list[int]) -> dict[int, int]:
    """Return how many seats were freed and not given again since, by the activity's id.

    Seats that were given before any was freed make up for none.
    """
    rows = db.session.execute(_GIVEN_AND_FREED, {"activities": ids})
    freed: dict[int, int] = {}
    for activity_id, before, _after in rows:
        more = 1 if before in HOLDS_SEAT else -1
        freed[activity_id] = max(0, freed.get(activity_id, 0) + more)
    return freed


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
