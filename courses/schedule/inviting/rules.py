"""When somebody can be asked to teach, and answer: pure rules."""

from collections.abc import Sequence
from datetime import datetime

from courses.activities import rules as activities
from courses.schedule.inviting.models import Invitation, Teaches
from courses.schedule.models import Session
from turin.errors import Refused


class NothingToTeach(Refused):
    """No coming session is asked for."""


class AlreadyAsked(Refused):
    """She has the same letter already, and has not answered. Facts: ``name``."""


class NotAsked(Refused):
    """The invitation was taken back, or what it asked for is over."""


class HasAnswered(Refused):
    """She has said that she teaches: that is not taken back behind her back. Facts: ``name``."""


def check_askable(sessions: Sequence[Session], at: datetime) -> None:
    """Raise NothingToTeach unless there is a session to ask for, and all are still to come."""
    if not sessions or any(one.starts_at <= at for one in sessions):
        raise NothingToTeach


def check_new(known: Invitation | None, sessions: Sequence[Session]) -> None:
    """Raise AlreadyAsked if she was asked the same and has not answered."""
    if known is None or known.revoked_at or known.answer:
        return
    if {one.id for one in known.sessions} == {one.id for one in sessions}:
        raise AlreadyAsked(name=known.name)


def coming(invitation: Invitation, at: datetime) -> list[Session]:
    """Return the sessions that it asks for and that have not begun."""
    return [one for one in invitation.sessions if one.starts_at > at]


def check_answerable(invitation: Invitation, at: datetime) -> None:
    """Raise NotAsked once it was taken back, or nothing of it can be taught any more."""
    closed = invitation.person is not None and invitation.person.disabled_at is not None
    over = invitation.activity.state in activities.OVER
    if invitation.revoked_at or closed or over or not coming(invitation, at):
        raise NotAsked


def check_revocable(invitation: Invitation) -> None:
    """Raise HasAnswered if she has said that she teaches."""
    if invitation.answer == Teaches.YES:
        raise HasAnswered(name=invitation.name)
