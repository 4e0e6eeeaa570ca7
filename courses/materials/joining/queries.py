"""Reading what an activity hands out, and who has fetched what of it is noted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, exists, func, select, type_coerce
from sqlalchemy.orm import joinedload

from courses.activities.models import Activity
from courses.activities.models import State as Stage
from courses.activities.queries import as_known
from courses.materials.joining.models import PaperFetched
from courses.materials.models import ActivityMaterial, CourseMaterial, Work
from courses.registration.models import Application, State
from turin.db import db
from turin.people.models import Person

KEPT = timedelta(days=183)  # after the activity


def handed_out(activity: Activity) -> list[ActivityMaterial]:
    """Return what an activity itself hands out, in its order."""
    query = (
        select(ActivityMaterial)
        .join(ActivityMaterial.work)
        .options(joinedload(ActivityMaterial.work))
        .where(ActivityMaterial.activity_id == activity.id)
        .order_by(ActivityMaterial.position, Work.key)
    )
    return list(db.session.scalars(query))


def of_course(activity: Activity) -> list[Work]:
    """Return what its course uses, which it hands out as long as it has no list of its own."""
    used = select(CourseMaterial.work_id).where(CourseMaterial.course_id == activity.course_id)
    return list(db.session.scalars(select(Work).where(Work.id.in_(used)).order_by(Work.key)))


def noted(activity: Activity) -> set[int]:
    """Return the ids of the works whose fetching is noted."""
    query = select(ActivityMaterial.work_id).where(
        ActivityMaterial.activity_id == activity.id, ActivityMaterial.noted
    )
    return set(db.session.scalars(query))


def participating(person: Person, key: str, work_id: int) -> int | None:
    """Return the id of her application to the activity ``key``, if it notes that she has a work.

    Only of who has a seat: None for anybody else.
    """
    query = (
        select(Application.id)
        .join(Activity, Activity.id == Application.activity_id)
        .join(ActivityMaterial, ActivityMaterial.activity_id == Activity.id)
        .where(
            Activity.key == key,
            ActivityMaterial.work_id == work_id,
            ActivityMaterial.noted,
            Application.person_id == person.id,
            Application.state == State.CONFIRMED,
        )
        .order_by(Application.id)
        .limit(1)
    )
    return db.session.scalar(query)


def fetched(activity: Activity) -> dict[int, dict[int, datetime]]:
    """Return by work when each application's participant first fetched it."""
    query = (
        select(PaperFetched)
        .join(PaperFetched.application)
        .where(Application.activity_id == activity.id)
        .order_by(PaperFetched.work_id, PaperFetched.application_id)
    )
    found: dict[int, dict[int, datetime]] = {}
    for one in db.session.scalars(query):
        found.setdefault(one.work_id, {})[one.application_id] = one.at
    return found


def over_long_ago(at: datetime) -> Sequence[int]:
    """Return the ids of the activities of which it is no longer kept who fetched what."""
    ends = type_coerce(func.coalesce(Activity.ends, Activity.starts), String)
    over = ends < as_known((at - KEPT).date(), ends)
    has = exists().where(
        Application.activity_id == Activity.id, PaperFetched.application_id == Application.id
    )
    query = select(Activity.id).where(over, Activity.state != Stage.POSTPONED, has)
    return db.session.scalars(query.order_by(Activity.id)).all()
