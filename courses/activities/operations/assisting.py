"""Having somebody do the daily work on an activity."""

from datetime import datetime

from courses.activities import rules
from courses.activities.models import Activity, ActivityAssistant
from turin import audit, mail
from turin.access import Permission
from turin.db import db
from turin.db.locks import locked
from turin.people.models import Person


def assist(person: Person, activity: Activity, *, by: Person, at: datetime) -> None:
    """Let ``person`` do the daily work on the activity, and tell her so. Raises NotAnAssistant."""
    activity = locked(activity)
    if not person.may(Permission.WORK_ON_ACTIVITIES) or person.disabled_at:
        raise rules.NotAnAssistant(name=person.name)
    if any(one.person_id == person.id for one in activity.assistants):
        return
    activity.assistants.append(ActivityAssistant(person=person))
    db.session.flush()
    audit.record("activities.assisted", activity, by=by, at=at, person=person.id)
    _tell(person, activity, at)


def release(person: Person, activity: Activity, *, by: Person, at: datetime) -> None:
    """Take the daily work on the activity from ``person``, and tell her so."""
    activity = locked(activity)
    if all(one.person_id != person.id for one in activity.assistants):
        return
    activity.assistants = [one for one in activity.assistants if one.person_id != person.id]
    db.session.flush()
    audit.record("activities.released", activity, by=by, at=at, person=person.id)
    _tell(person, activity, at)


def _tell(person: Person, activity: Activity, at: datetime) -> None:
    mail.post(
        "activities.assistant",
        subject=("activity", activity.id),
        person=person,
        occurrence=at.isoformat(),
        at=at,
    )
