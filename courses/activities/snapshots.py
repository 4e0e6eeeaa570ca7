"""What an activity teaches beside what its modules say today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.activities.models import PUBLISHED, Activity, ActivityModule, State
from courses.activities.operations import index
from courses.catalogue.models import Module
from turin import audit
from turin.db import db
from turin.db.locks import locked
from turin.errors import Refused
from turin.people.models import Person

COPIED = ("title", "objectives", "hours")
BEGUN = frozenset({State.RUNNING, State.CLOSED, State.CANCELLED})


class AlreadyTaught(Refused):
    """The activity has begun: what it teaches stays as it was taught."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A module as the activity teaches it, and which of its parts read otherwise today."""

    taught: ActivityModule
    differing: list[str]


def compared(activity: Activity) -> list[Compared]:
    """Return what an activity teaches, each beside its module of today, in order."""
    rows = db.session.scalars(
        select(ActivityModule)
        .options(selectinload(ActivityModule.module))
        .where(ActivityModule.activity_id == activity.id)
        .order_by(ActivityModule.position)
    )
    return [Compared(one, _differing(one)) for one in rows]


def _differing(taught: ActivityModule) -> list[str]:
    now = taught.module
    return [name for name in COPIED if now and getattr(taught, name) != getattr(now, name)]


def check_renewable(activity: Activity) -> None:
    """Raise AlreadyTaught unless the activity is still to come."""
    if activity.state in BEGUN:
        raise AlreadyTaught


def renew(activity: Activity, taught_id: int, *, by: Person, at: datetime) -> bool:
    """Let the activity teach a module of its own as that reads today; False if it has none such.

    Raises AlreadyTaught.
    """
    activity = locked(activity)
    check_renewable(activity)
    taught = next((one for one in activity.modules if one.id == taught_id), None)
    if taught is None or taught.module is None:
        return False
    before = audit.snapshot(taught, COPIED)
    for name in _differing(taught):
        setattr(taught, name, getattr(taught.module, name))
    db.session.flush()
    index(activity)
    audit.record(
        "activities.renewed",
        activity,
        by=by,
        at=at,
        module=taught.module.key,
        words=dict(taught.title),
        changes=audit.differences(before, audit.snapshot(taught, COPIED)),
    )
    return True


def to_come_with(module: Module) -> list[Activity]:
    """Return the activities that teach ``module`` and have not begun, by start."""
    teaching = Activity.modules.any(ActivityModule.module_id == module.id)
    coming = select(Activity).options(selectinload(Activity.coordinators))
    coming = coming.where(teaching, Activity.state.not_in(BEGUN))
    return list(db.session.scalars(coming.order_by(Activity.starts, Activity.id)))


def seen_by_all(activities: Iterable[Activity]) -> list[Activity]:
    """Return those that are published."""
    return [one for one in activities if one.state in PUBLISHED]
