"""Telling everybody who counts on an activity what becomes of it."""

from datetime import datetime

from courses.activities.models import Activity
from courses.registration import queries
from courses.registration.models import HOLDS_SEAT
from turin import mail

MOVED = "registration.moved"
POSTPONED = "registration.postponed"
CANCELLED = "registration.cancelled"
TAKES_PLACE = "registration.takes_place"


def tell_all(kind: str, activity: Activity, *, at: datetime) -> None:
    """Write a letter of ``kind`` to everybody whose application still stands.

    That it takes place is told to those who have a seat. A second postponement, or a second move,
    is told of again.
    """
    letters = [
        (("application", application.id), person)
        for application, person in queries.concerned(activity)
        if kind != TAKES_PLACE or application.state in HOLDS_SEAT
    ]
    mail.post_all(kind, letters, occurrence=f"{activity.moves}/{at:%Y-%m-%dT%H:%M:%S}", at=at)
