"""Which drafts this browser holds: their tokens lie in its cookie, their hashes with us."""

from flask import session

from courses.registration import operations, queries
from courses.registration.models import Application

DRAFTS = "drafts"  # in the cookie: activity -> token of the draft that is being written
SENT = "sent"  # the same, of the application that was last sent for it
MOST = 5  # a cookie is small


def held(key: str) -> Application | None:
    """Return the draft for the activity ``key`` that is being written in this browser."""
    return _found(DRAFTS, key)


def sent(key: str) -> Application | None:
    """Return the application for the activity ``key`` that was last sent from this browser."""
    return _found(SENT, key)


def hold(key: str, token: str) -> None:
    """Have this browser keep the token of a draft."""
    _put(DRAFTS, key, token)


def has_been_sent(key: str) -> None:
    """Have the browser forget the draft, so that somebody else can apply, and know it as sent."""
    tokens = session.get(DRAFTS, {})
    if token := tokens.get(key):
        _put(SENT, key, token)
        session[DRAFTS] = {other: kept for other, kept in tokens.items() if other != key}


def _found(shelf: str, key: str) -> Application | None:
    token = session.get(shelf, {}).get(key)
    return queries.draft(operations.hashed(token)) if token else None


def _put(shelf: str, key: str, token: str) -> None:
    kept = [pair for pair in session.get(shelf, {}).items() if pair[0] != key]
    session[shelf] = dict([*kept, (key, token)][-MOST:])
