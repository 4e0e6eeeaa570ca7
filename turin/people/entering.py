"""The way in, once a password or a mailed link has shown who she may be.

It may still have to ask which person of a shared mailbox she is, and for her second factor. Until
then the signed cookie says how far she has come.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from turin.people import current, factors, landing, links, queries
from turin.people.models import Person

WITHIN = timedelta(minutes=15)
MAY_BE = "may_be"
IS = "is"


class Waiting(NamedTuple):
    """The persons that she may be, and the page that she wanted."""

    persons: Sequence[Person]
    wanted: str


def enter(found: Sequence[Person], wanted: str, at: datetime) -> Response:
    """Sign the person in, or ask first which of several she is, or for her second factor.

    Raises LinkSpent if there is nobody.
    """
    if not found:
        raise links.LinkSpent
    if len(found) > 1:
        return _wait(MAY_BE, "people.choose", found, wanted, at)
    if factors.has(found[0]):
        return _wait(IS, "second_step.code", found, wanted, at)
    return arrive(found[0], wanted, at)


def arrive(person: Person, wanted: str, at: datetime) -> Response:
    """Sign her in, who has shown all that we ask of her."""
    current.arrive(person, at)
    return redirect(landing.address(person, wanted), 303)


def waiting(step: str, at: datetime) -> Waiting:
    """Return who waits at this step (MAY_BE or IS): nobody once she has taken too long."""
    kept = session.get(step, {"ids": [], "until": 0, "next": ""})
    ids = kept["ids"] if kept["until"] > at.timestamp() else []
    return Waiting(queries.open_accounts(ids), kept["next"])


def _wait(step: str, page: str, found: Sequence[Person], wanted: str, at: datetime) -> Response:
    session[step] = {
        "ids": [person.id for person in found],
        "until": (at + WITHIN).timestamp(),
        "next": wanted,
    }
    return redirect(url_for(page), 303)
