"""Telling those who work on an activity, trainers and coordinators, what becomes of it."""

from sqlalchemy import select

from courses.activities.events import Cancelled, Confirmed, Moved, Postponed
from courses.activities.models import Activity
from courses.activities.queries import told
from courses.schedule.models import Session, SessionTrainer
from turin import mail
from turin.db import db
from turin.people.models import Person


def tell_team(event: Cancelled | Confirmed | Moved | Postponed) -> None:
    """Write to everybody who teaches in the activity or runs it, but to whoever did it."""
    activity = event.activity
    for person in dict.fromkeys([*trainers_of(activity), *told(activity, event.at)]):
        if person.id != event.by.id and person.disabled_at is None:
            mail.post(
                "activities.news",
                subject=("activity", activity.id),
                person=person,
                occurrence=f"{activity.moves}/{event.at:%Y-%m-%dT%H:%M:%S}",
                at=event.at,
            )


def trainers_of(activity: Activity) -> list[Person]:
    """Return who teaches in an activity, by number."""
    theirs = (
        select(SessionTrainer.person_id)
        .join(Session, Session.id == SessionTrainer.session_id)
        .where(Session.activity_id == activity.id)
    )
    return list(db.session.scalars(select(Person).where(Person.id.in_(theirs)).order_by(Person.id)))
