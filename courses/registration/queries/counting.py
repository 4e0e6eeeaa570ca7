"""How many have applied, hold a seat or wait for one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, func, select

from courses.activities.models import Activity
from courses.registration.balance import Balance, balance_of
from courses.registration.models import HOLDS_SEAT, Application, PastShare, State
from courses.registration.queries.finding import holders
from turin.db import db
from turin.organisations.models import Group
from turin.people.models import Sex

Counts = dict[int, dict[State, int]]  # by the activity's id
Shares = dict[int, Counter[Group | Sex]]  # likewise

_COUNTING = (
    select(Application.activity_id, Application.state, func.count())
    .where(Application.activity_id.in_(bindparam("activities", expanding=True)))
    .where(Application.verified_at.is_not(None))
    .group_by(Application.activity_id, Application.state)
)


def counts_by_state(activities: Sequence[Activity]) -> Counts:
    """Return how many applications each activity has in each state, by the activity's id.

    What nobody has proven to be hers is none yet: neither a draft nor a claim counts.
    """
    counts: Counts = {activity.id: {} for activity in activities}
    for activity_id, state, count in db.session.execute(_COUNTING, {"activities": list(counts)}):
        counts[activity_id][state] = count
    return counts


def seats_left(
    activities: Sequence[Activity], counts: Counts | None = None
) -> dict[int, int | None]:
    """Return how many seats of each activity nobody holds; None where seats are not counted.

    ``counts`` are those of `counts_by_state`, if they are known already.
    """
    counts = counts_by_state(activities) if counts is None else counts
    return {
        activity.id: activity.seats
        and max(0, activity.seats - sum(counts[activity.id].get(state, 0) for state in HOLDS_SEAT))
        for activity in activities
    }


def counts_and_shares(activities: Sequence[Activity]) -> tuple[Counts, Shares]:
    """Return `counts_by_state`, and how many of each group and of each sex hold a seat."""
    counts: Counts = {activity.id: {} for activity in activities}
    shares: Shares = {activity.id: Counter() for activity in activities}
    parts = (Application.group, Application.sex)
    dividing = _COUNTING.add_columns(*parts).group_by(*parts)
    rows = db.session.execute(dividing, {"activities": list(counts)})
    for activity_id, state, count, group, sex in rows:
        known = counts[activity_id]
        known[state] = known.get(state, 0) + count
        for part in (group, sex) if state in HOLDS_SEAT else ():
            if part:
                shares[activity_id][part] += count
    return counts, shares


def seats_taken(activity: Activity) -> int:
    """Return how many hold a seat; true for as long as the activity's row is locked."""
    return taken_and_waiting(activity)[0]


def taken_and_waiting(activity: Activity) -> tuple[int, int]:
    """Return how many hold a seat and how many are on the reserve list, as `seats_taken` does."""
    counted = select(
        func.count().filter(Application.state.in_(HOLDS_SEAT)),
        func.count().filter(Application.state == State.RESERVED),
    ).where(
        Application.activity_id == activity.id,
        Application.state.in_((*HOLDS_SEAT, State.RESERVED)),
    )
    taken, waiting = db.session.execute(counted).one()
    return taken, waiting


def balance(activity: Activity, extra: Iterable[Application] = ()) -> Balance:
    """Return how those divide who hold a seat, and would if ``extra`` got one too."""
    found = balance_of(dict.fromkeys([*holders(activity), *extra]))
    for one in db.session.scalars(select(PastShare).where(PastShare.activity_id == activity.id)):
        found.groups.update({one.group: one.seats, None: -one.seats})
    return found


def countries_of_many(activity: Activity, fewest: int) -> list[str]:
    """Return the countries from which at least ``fewest`` have applied, by code.

    A country of fewer would tell who they are.
    """
    counting = (
        select(Application.country)
        .where(Application.activity_id == activity.id, Application.verified_at.is_not(None))
        .where(Application.country.is_not(None))
        .group_by(Application.country)
        .having(func.count() >= fewest)
        .order_by(Application.country)
    )
    return [country for country in db.session.scalars(counting) if country]
