"""What an activity teaches beside what its modules say today, and until when it may follow them."""

from courses.activities.models import Activity, ActivityModule, State
from courses.activities.rules.refusals import AlreadyTaught

COPIED = ("title", "objectives", "hours")
BEGUN = frozenset({State.RUNNING, State.CLOSED, State.CANCELLED})


def differing(taught: ActivityModule) -> list[str]:
    """Return which parts of a module read otherwise today."""
    now = taught.module
    return [name for name in COPIED if now and getattr(taught, name) != getattr(now, name)]


def check_renewable(activity: Activity) -> None:
    """Raise AlreadyTaught unless the activity is still to come."""
    if activity.state in BEGUN:
        raise AlreadyTaught
