"""When a call may go out and be answered: pure rules."""

from datetime import datetime

from courses.activities.calls.models import Called
from courses.activities.models import Activity
from courses.activities.rules import is_open
from turin.errors import Refused


class NotCalling(Refused):
    """Nobody can apply for the activity yet, or any more: a call would lead nowhere."""


class NobodyToCall(Refused):
    """Everybody on the list has got the call already."""


class CallSent(Refused):
    """She has got the call: what she was sent is not taken off the list."""


def check_calling(activity: Activity, at: datetime) -> None:
    """Raise NotCalling unless candidates can be put forward now."""
    if not is_open(activity, at):
        raise NotCalling


def check_removable(called: Called) -> None:
    """Raise CallSent if she has got the call."""
    if called.sent_at:
        raise CallSent(name=called.organisation)
