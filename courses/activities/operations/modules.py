"""Taking a module as it reads today."""

from datetime import datetime

from courses.activities import rules
from courses.activities.models import Activity
from courses.activities.operations.storing import index
from turin import audit
from turin.db import db
from turin.db.locks import locked
from turin.people.models import Person


def renew(activity: Activity, taught_id: int, *, by: Person, at: datetime) -> bool:
    """Let the activity teach a module of its own as that reads today; False if it has none such.

    Raises AlreadyTaught.
    """
    activity = locked(activity)
    rules.check_renewable(activity)
    taught = next((one for one in activity.modules if one.id == taught_id), None)
    if taught is None or taught.module is None:
        return False
    before = audit.snapshot(taught, rules.COPIED)
    for name in rules.differing(taught):
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
        changes=audit.differences(before, audit.snapshot(taught, rules.COPIED)),
    )
    return True
