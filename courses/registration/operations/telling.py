"""Telling everybody who counts on an activity that it does not take place as it was announced."""

from datetime import datetime

from courses.activities.models import Activity
from courses.registration import queries
from turin import mail

MOVED = "registration.moved"
POSTPONED = "registration.postponed"
CANCELLED = "registration.cancelled"


def tell_all(kind: str, activity: Activity, *, at: datetime) -> None:
    """Write a letter of ``kind`` to everybody whose application still stands.

    A second postponement, or a second move, is told of again.
    """
    letters = [
        (("application", application.id), person)
        for application, person in queries.concerned(activity)
    ]
    mail.post_all(kind, letters, occurrence=f"{activity.moves}/{at:%Y-%m-%dT%H:%M:%S}", at=at)
