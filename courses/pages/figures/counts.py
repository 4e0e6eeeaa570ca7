"""Counting: never more than how many. No query here reads a row of a person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Select,
    String,
    false,
    func,
    null,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import joinedload, lazyload

from courses.activities.models import Activity, Backing, State, Term
from courses.activities.queries import BRIEF, everything
from courses.activities.year.spans import Span
from courses.registration.models import HOLDS_SEAT, Application, PastShare
from turin.db import db
from turin.db.types import Text
from turin.organisations.models import Group
from turin.people.models import Sex

Parts = Counter[Group | Sex | None]


@dataclass(frozen=True, slots=True)
class Division:
    """How those who hold a seat divide by group and by sex."""

    groups: Parts
    sexes: Parts

    @property
    def total(self) -> int:
        """How many they are."""
        return self.groups.total()


def of_year(span: Span) -> Select[Activity]:
    """Return the activities that begin in a year, with who is behind each.

    Each is in one year alone: where years overlap, what both tell could be taken from each other.
    """
    backing = joinedload(Activity.backing)
    terms = (Backing.programme, Backing.funding)
    behind = [backing, *(backing.joinedload(term) for term in terms)]
    starts = type_coerce(Activity.starts, String)
    return (
        everything()
        .options(*BRIEF, *behind, lazyload(Activity.languages))
        .where(starts >= span.said, starts < span.after.said)
        .order_by(None)
        .order_by(Activity.starts, Activity.id)
    )


def states(activities: Select[Activity]) -> dict[State, int]:
    """Return how many of the activities are in each state that any is in."""
    chosen = activities.with_only_columns(Activity.state, func.count()).order_by(None)
    rows = db.session.execute(chosen.group_by(Activity.state))
    found = {state: count for state, count in rows}  # noqa: C416 - rows
    return {state: found[state] for state in State if state in found}


def divisions(activities: Select[Activity]) -> dict[int, Division]:
    """Return how each activity's seats divide, by its number; an activity without any is absent."""
    columns = (Application.activity_id, Application.group, Application.sex)
    counted = _seated(activities).with_only_columns(*columns, func.count(), false())
    kept = (PastShare.activity_id, PastShare.group, null(), PastShare.seats, true())
    past = select(*kept).where(PastShare.activity_id.in_(_numbers(activities)))
    found: defaultdict[int, Division] = defaultdict(lambda: Division(Counter(), Counter()))
    rows: Iterable[Any] = db.session.execute(union_all(counted.group_by(*columns), past))
    for number, group, sex, count, is_past in rows:
        if is_past:  # they are counted already, among those who are of no group by now
            found[number].groups.update({group: count, None: -count})
        else:
            found[number].groups[group] += count
            found[number].sexes[sex] += count
    return found


def countries(activities: Select[Activity]) -> Counter[str | None]:
    """Return from which countries those come who hold a seat, in all the activities together."""
    counted = _seated(activities).with_only_columns(Application.country, func.count())
    rows = db.session.execute(counted.group_by(Application.country))
    return Counter({country: count for country, count in rows})  # noqa: C416 - rows


def _seated(activities: Select[Activity]) -> Select[Application]:
    numbers = activities.with_only_columns(Activity.id).order_by(None)
    return select(Application).where(
        Application.activity_id.in_(numbers), Application.state.in_(HOLDS_SEAT)
    )


def planned(activities: Select[Activity]) -> Counter[str]:
    """Return the targets of all the activities together, by group and sex."""
    asked = select(Backing.targets).where(Backing.activity_id.in_(_numbers(activities)))
    sum_: Counter[str] = Counter()
    for targets in db.session.scalars(asked):
        sum_.update(targets)
    return sum_


def funding(activities: Select[Activity]) -> Sequence[tuple[Text | None, int, int | None]]:
    """Return by kind of funding (None: not said) how many activities and seats there are."""
    counted = (
        select(Term.name, func.count(), func.coalesce(func.sum(Activity.seats), 0))
        .select_from(Activity)
        .outerjoin(Backing, Backing.activity_id == Activity.id)
        .outerjoin(Term, Term.id == Backing.funding_id)
        .where(Activity.id.in_(_numbers(activities)))
        .group_by(Term.id)
        .order_by(Term.id)
    )
    return [(name, many, seats) for name, many, seats in db.session.execute(counted)]


def _numbers(activities: Select[Activity]) -> Select[int]:
    return activities.with_only_columns(Activity.id).order_by(None)
