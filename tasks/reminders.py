"""Reminders: planned from the database each minute, and posted when they are due."""

from datetime import datetime

from courses.reminders import operations, queries


def post_due(at: datetime) -> None:
    """Make right what is due soon, whatever has happened since, and post what is due now."""
    for activity in queries.to_plan(at):
        operations.plan(activity, at=at)
    operations.dispatch(at)
