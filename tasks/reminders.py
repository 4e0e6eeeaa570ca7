"""Reminders: planned from the database each minute, and posted when they are due."""

from datetime import datetime

from courses.reminders import operations, queries
from turin.db import apart


def post_due(at: datetime) -> None:
    """Make right what is due soon, whatever has happened since, and post what is due now."""
    for activity in queries.to_plan(at):
        with apart(f"planning the reminders of activity {activity.id}"):
            operations.plan(activity, at=at)
    operations.dispatch(at)
