"""Registration: offers that nobody answered are taken back, drafts that nobody wants forgotten."""

from contextlib import suppress
from datetime import datetime

from courses.registration import operations, queries
from courses.registration.rules import WrongState


def expire_offers(at: datetime) -> None:
    """Take back the offers whose time is over; one that is answered at this moment stays."""
    for application in queries.overdue(at):
        with suppress(WrongState):
            operations.expire(application, at=at)


def forget_drafts(at: datetime) -> None:
    """Delete the drafts that nobody has come back to."""
    for draft in queries.old_drafts(at):
        operations.forget(draft)
