"""Choosing what an activity hands out, and noting who has fetched its joining papers."""

from collections import Counter
from datetime import datetime

from sqlalchemy import delete, select

from courses.activities.models import Activity
from courses.activities.operations import locked
from courses.materials.joining import queries
from courses.materials.joining.models import PaperFetched
from courses.materials.models import ActivityMaterial, Work
from courses.registration.models import Application
from turin import audit, clock
from turin.db import db
from turin.db.afterwards import writes
from turin.people.models import Person

NOTED = "materials.paper_fetched"


def add(activity: Activity, work: Work, *, by: Person, at: datetime) -> None:
    """Hand a work out, after all others."""
    handed = _own(activity)
    if any(one.work_id == work.id for one in handed):
        return
    new = ActivityMaterial(activity_id=activity.id, work_id=work.id, position=len(handed))
    db.session.add(new)
    _record("added", activity, work, by=by, at=at)


def remove(activity: Activity, work: Work, *, by: Person, at: datetime) -> None:
    """Hand a work out no longer; who has fetched it is forgotten."""
    handed = _own(activity)
    gone = _of(handed, work)
    if gone is None:
        return
    db.session.delete(gone)
    _forget([activity.id], work)
    _put_in_order([one for one in handed if one is not gone])
    _record("removed", activity, work, by=by, at=at)


def move_up(activity: Activity, work: Work, *, by: Person, at: datetime) -> None:
    """Hand a work out one place earlier."""
    handed = _own(activity)
    one = _of(handed, work)
    place = handed.index(one) if one else 0
    if place:
        handed.insert(place - 1, handed.pop(place))
        _put_in_order(handed)
        _record("reordered", activity, work, by=by, at=at)


def note(activity: Activity, work: Work, *, by: Person, at: datetime) -> None:
    """Have it noted from now on which participants fetch a work; its page tells them so."""
    one = _of(_own(activity), work)
    if one and not one.noted:
        one.noted = True
        _record("noted", activity, work, by=by, at=at)


def stop_noting(activity: Activity, work: Work, *, by: Person, at: datetime) -> None:
    """Note it no longer, and forget what was noted."""
    one = _of(_own(activity), work)
    if one and one.noted:
        one.noted = False
        _forget([activity.id], work)
        _record("not_noted", activity, work, by=by, at=at)


@writes(NOTED)
def first_fetched(counted: Counter[tuple[int, int]]) -> None:
    """Note that participants have fetched works, unless it is noted already, or no longer asked."""
    at = clock.now()
    for application_id, work_id in sorted(counted):
        query = (
            select(Application.id)
            .join(ActivityMaterial, ActivityMaterial.activity_id == Application.activity_id)
            .where(Application.id == application_id)
            .where(ActivityMaterial.work_id == work_id, ActivityMaterial.noted)
            .with_for_update(of=Application)
        )
        if not db.session.scalar(query):
            continue
        if db.session.get(PaperFetched, (application_id, work_id)) is None:
            db.session.add(PaperFetched(application_id=application_id, work_id=work_id, at=at))
            db.session.flush()


def forget(at: datetime) -> None:
    """Forget who fetched the papers of activities that ended half a year ago."""
    _forget(list(queries.over_long_ago(at)))


def _own(activity: Activity) -> list[ActivityMaterial]:
    """Return its own list, the activity locked; without any, it takes over that of its course."""
    locked(activity)
    handed = queries.handed_out(activity)
    if not handed:
        db.session.add_all(
            ActivityMaterial(activity_id=activity.id, work_id=work.id, position=place)
            for place, work in enumerate(queries.of_course(activity))
        )
        db.session.flush()
        handed = queries.handed_out(activity)
    return handed


def _of(handed: list[ActivityMaterial], work: Work) -> ActivityMaterial | None:
    return next((one for one in handed if one.work_id == work.id), None)


def _put_in_order(handed: list[ActivityMaterial]) -> None:
    for place, one in enumerate(handed):
        one.position = place


def _forget(activity_ids: list[int], work: Work | None = None) -> None:
    theirs = select(Application.id).where(Application.activity_id.in_(activity_ids))
    gone = delete(PaperFetched).where(PaperFetched.application_id.in_(theirs))
    if work:
        gone = gone.where(PaperFetched.work_id == work.id)
    db.session.execute(gone)


def _record(deed: str, activity: Activity, work: Work, *, by: Person, at: datetime) -> None:
    db.session.flush()
    audit.record(f"materials.{deed}", activity, by=by, at=at, words=dict(work.title))
