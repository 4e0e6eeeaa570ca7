"""Reading registration. Every list has a full order; nothing here writes."""

from collections.abc import Sequence

from sqlalchemy import func, select

from courses.activities.models import Activity
from courses.registration.models import HOLDS_SEAT, Application, State
from turin.db import db
from turin.people.models import Person


def counts_by_state(activities: Sequence[Activity]) -> dict[int, dict[State, int]]:
    """Return how many applications each activity has in each state, by the activity's id."""
    counts: dict[int, dict[State, int]] = {activity.id: {} for activity in activities}
    rows = db.session.execute(
        select(Application.activity_id, Application.state, func.count())
        .where(Application.activity_id.in_(counts))
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
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Application)
            .where(Application.activity_id == activity.id, Application.state.in_(HOLDS_SEAT))
        )
        or 0
    )


def application_of(person: Person, activity: Activity) -> Application | None:
    """Return what ``person`` has asked of ``activity``."""
    return db.session.scalars(
        select(Application).where(
            Application.person_id == person.id, Application.activity_id == activity.id
        )
    ).one_or_none()


def participants(activity: Activity) -> list[Application]:
    """Return the applications of those who take part, in the order in which they were made."""
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.activity_id == activity.id, Application.state == State.CONFIRMED)
            .order_by(Application.id)
        )
    )
