"""When a reminder is due, and until when it is of use: pure rules over dates and zones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.activities.models import Activity
from courses.activities.rules import TAKES_PLACE

OFFERED = (30, 14, 7, 3, 1)  # days before the first day on which one may be reminded
HOUR = time(9)  # on the clocks at the venue


def is_reminded(activity: Activity) -> bool:
    """Whether there is a first day to remind of: it takes place, and the day is known."""
    return activity.state in TAKES_PLACE and activity.starts.day is not None


def moment(activity: Activity, days_before: int) -> datetime:
    """Return the instant that is 09:00 at the venue, so many days before the first day.

    Raises ValueError for an activity whose first day is not known.
    """
    first = activity.starts.day
    if first is None:
        raise ValueError(f"the first day of activity {activity.key} is not known")
    local = datetime.combine(first - timedelta(days=days_before), HOUR, ZoneInfo(activity.zone))
    return local.astimezone(UTC)


def due(activity: Activity) -> dict[str, datetime]:
    """Return when each reminder of an activity is due, by its label."""
    return {label_of(days): moment(activity, days) for days in activity.reminder_days}


def label_of(days: int) -> str:
    """Return the name that a reminder keeps, so many days before the first day."""
    return f"D-{days}"


def useless_from(activity: Activity, label: str) -> datetime:
    """Return the instant from which a reminder is not sent: when the next is due, or it starts."""
    later = [days for days in activity.reminder_days if days < int(label.removeprefix("D-"))]
    return moment(activity, max(later, default=0))


def occurrence(label: str, move: int) -> str:
    """Return the name by which a letter is posted once: ``D-7``, or ``D-7/moved-1``."""
    return f"{label}/moved-{move}" if move else label


def occurrences(activity: Activity) -> set[str]:
    """Return the names of the letters that remind of its first day as it stands."""
    return {occurrence(label_of(days), activity.moves) for days in activity.reminder_days}
