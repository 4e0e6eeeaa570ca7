"""When a line of a checklist is due, and until when there is a checklist."""

from datetime import date, timedelta

from courses.activities.models import Activity, ActivityCheck, Anchor, State
from courses.activities.rules.refusals import Over


def check_checkable(activity: Activity) -> None:
    """Raise Over if it was cancelled; after its end there is still much to do."""
    if activity.state == State.CANCELLED:
        raise Over(state=activity.state)


def due_day(line: ActivityCheck, activity: Activity) -> date | None:
    """Return the day on which a line is due, or was when it was ticked off.

    None while only the month of the activity is known.
    """
    if line.done_at:
        return line.was_due
    anchor = activity.starts
    if line.anchor == Anchor.END:
        anchor = activity.ends or activity.starts
    return anchor.day and anchor.day + timedelta(days=line.days)
