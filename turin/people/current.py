"""The person behind this request, and the sign-in that says so. Nobody else asks Flask-Login.

The cookie holds a random token, the database its hash and how long it lasts. When she was last here
stands in the signed cookie, so that a page that only shows writes nothing.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache

from flask import Flask, g, has_request_context, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from turin import clock
from turin.db import db
from turin.people import browsers
from turin.people.models import Deputy, Person, SignIn
from turin.web.headers import SIGNED_IN

LASTS = timedelta(hours=24)
LASTS_FOR_STAFF = timedelta(hours=12)
IDLE = timedelta(minutes=60)
IDLE_FOR_STAFF = timedelta(minutes=30)
FRESH = timedelta(minutes=15)
SEEN = "seen"
SEEN_EVERY = timedelta(minutes=1)


class SignedIn(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """What Flask-Login holds: a sign-in, so that ending it signs that browser out."""

    def __init__(self, sign_in: SignIn, token: str) -> None:
        self.person = sign_in.person
        self.sign_in = sign_in
        self.token = token

    def get_id(self) -> str:
        """Return the token that the session cookie keeps."""
        return self.token


def someone() -> Person | None:
    """Return who is signed in, or None."""
    found = sign_in()
    return found.person if found else None


def sign_in() -> SignIn | None:
    """Return the sign-in of this browser, or None."""
    if not has_request_context() or g.get("broken") or not current_user.is_authenticated:
        return None
    found: SignIn = current_user.sign_in
    return found


def person() -> Person:
    """Return who is signed in, where the route has declared that somebody is.

    Raises LookupError if nobody is.
    """
    if found := someone():
        return found
    raise LookupError("nobody is signed in")


def just_arrived(at: datetime) -> bool:
    """Whether she has only now shown who she is, so that she need not do it once more."""
    found = sign_in()
    return found is not None and at - found.started_at < FRESH


def arrive(person: Person, at: datetime) -> None:
    """Sign her in on this browser, inside the open transaction.

    All that the cookie held before goes, so that nobody can have put it there for her, and the
    sign-in that it may have held is over.
    """
    if before := sign_in():
        before.ended_at = at
    started, token = begin(person, at, browsers.named(request.user_agent.string))
    session.clear()
    login_user(SignedIn(started, token))
    session[SEEN] = int(at.timestamp())


def begin(person: Person, at: datetime, browser: str = "") -> tuple[SignIn, str]:
    """Return a new sign-in, flushed, and the token that opens it."""
    token = secrets.token_urlsafe(32)
    lasts = LASTS_FOR_STAFF if person.works_here else LASTS
    started = SignIn(
        token_hash=_hash(token),
        person=person,
        started_at=at,
        ends_at=at + lasts,
        browser=browser or None,
    )
    db.session.add(started)
    db.session.flush()
    return started, token


def leave(at: datetime) -> None:
    """Sign this browser out, inside the open transaction."""
    if found := sign_in():
        found.ended_at = at
        db.session.flush()
    session.clear()
    g.pop("_login_user", None)


def init_app(app: Flask) -> None:
    """Have Flask-Login find the sign-in by the cookie's token."""
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)  # templates have ``someone``
    manager.session_protection = None  # a phone changes its address while she reads
    manager.user_loader(_signed_in)


def _signed_in(token: str) -> SignedIn | None:
    now = clock.now()
    asked = {"token_hash": _hash(token), "now": now}
    found = db.session.scalars(_still_valid(), asked).unique().one_or_none()
    if found is None or found.person.disabled_at or not _still_here(found.person, now):
        session.pop(SIGNED_IN)  # it is over: this browser is shown what anybody is
        return None
    return SignedIn(found, token)


@cache
def _still_valid() -> Select[SignIn]:
    """Return the query of a sign-in, with its person and her roles: each page of hers asks it."""
    return (
        select(SignIn)
        .options(
            joinedload(SignIn.person).joinedload(Person.roles),
            joinedload(SignIn.person).joinedload(Person.stands_in).joinedload(Deputy.person),
        )
        .where(SignIn.token_hash == bindparam("token_hash"))
        .where(SignIn.ended_at.is_(None), SignIn.ends_at > bindparam("now"))
    )


def _still_here(person: Person, now: datetime) -> bool:
    """Whether she was here a short while ago; if so, note that she is."""
    last = datetime.fromtimestamp(session.get(SEEN, 0), UTC)
    if now - last > (IDLE_FOR_STAFF if person.works_here else IDLE):
        return False
    if now - last > SEEN_EVERY:
        session[SEEN] = int(now.timestamp())
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
