"""How many have applied, hold a seat or wait for one."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from courses.activities.models import Activity
from courses.registration.balance import Balance, balance_of
from courses.registration.models import HOLDS_SEAT, Application, State
from courses.registration.queries.finding import holders
from turin.db import db


def counts_by_state(activities: Sequence[Activity]) -> dict[int, dict[State, int]]:
    """Return how many applications each activity has in each state, by the activity's id.

    What nobody has proven to be hers is none yet: neither a draft nor a claim counts.
    """
    counts: dict[int, dict[State, int]] = {activity.id: {} for activity in activities}
    rows = db.session.execute(
        select(Application.activity_id, Application.state, func.count())
        .where(Application.activity_id.in_(counts), Application.verified_at.is_not(None))
        .group_by(Application.activity_id, Application.state)
    )
    for activity_id, state, count in rows:
        counts[activity_id][state] = count
    return counts


def seats_left(activities: Sequence[Activity]) -> dict[int, int | None]:
    """Return how many seats of each activity nobody holds; None where seats are not counted."""
    counts = counts_by_state(activities)
    return {
        activity.id: activity.seats
        and max(0, activity.seats - sum(counts[activity.id].get(state, 0) for state in HOLDS_SEAT))
        for activity in activities
    }


def seats_taken(activity: Activity) -> int:
    """Return how many hold a seat; true for as long as the activity's row is locked."""
    return _count(activity, *HOLDS_SEAT)


def waiting(activity: Activity) -> int:
    """Return how many are on the reserve list."""
    return _count(activity, State.RESERVED)


def _count(activity: Activity, *states: State) -> int:
    counting = select(func.count()).select_from(Application)
    wanted = (Application.activity_id == activity.id, Application.state.in_(states))
    return db.session.scalar(counting.where(*wanted)) or 0


def balance(activity: Activity, extra: Iterable[Application] = ()) -> Balance:
    """Return how those divide who hold a seat, and would if ``extra`` got one too."""
    return balance_of(dict.fromkeys([*holders(activity), *extra]))
