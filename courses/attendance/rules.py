"""What attendance allows: values in, an answer or a refusal out."""

from datetime import datetime

from courses.schedule.models import Session
from turin.errors import Refused


class NotBegun(Refused):
    """Nobody has been at a session that has not begun. Facts: ``starts_at``, ``zone``."""


def check_begun(session: Session, at: datetime) -> None:
    """Raise NotBegun for a session that is still to come."""
    if at < session.starts_at:
        raise NotBegun(starts_at=session.starts_at, zone=session.zone)


def enough(minutes: int, *, of: int, share: int) -> bool:
    """Whether ``minutes`` reach ``share`` per cent ``of`` all; of nothing there is no share."""
    return of > 0 and minutes * 100 >= of * share
