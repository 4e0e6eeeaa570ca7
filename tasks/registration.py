"""Registration: offers that nobody answered are taken back, what is no longer needed forgotten."""

from contextlib import suppress
from datetime import datetime

from courses.registration import operations, queries
from courses.registration.rules import WrongState
from turin.db import apart


def expire_offers(at: datetime) -> None:
    """Take back the offers whose time is over; one that is answered at this moment stays."""
    for application in queries.overdue(at):
        with apart(f"taking back the offer of application {application.id}"), suppress(WrongState):
            operations.expire(application, at=at)


def forget(at: datetime) -> None:
    """Delete the drafts that nobody came back to, the claims that nobody confirmed, old regrets.

    And take group, organisation and needs out of what is kept.
    """
    for one in (*queries.unwanted(at), *queries.ended_long_ago(at)):
        with apart(f"forgetting application {one.id}"):
            operations.forget(one)
    for activity in queries.with_special(at):
        with apart(f"taking what is special out of the applications for activity {activity.id}"):
            operations.erase_special(activity)
