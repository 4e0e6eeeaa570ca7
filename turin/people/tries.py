"""How often somebody may be wrong, counted in the database: the broker's counters may be gone.

A try is noted before it is judged, so that none of many at once goes by uncounted, and taken back
when it was right. It is kept under a hash, for an address that nobody has too.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, func, select

from turin.db import db
from turin.db.locks import lock_word
from turin.errors import Refused
from turin.people.keys import email_key
from turin.people.models import FailedTry, Person


@dataclass(frozen=True, slots=True)
class Bound:
    """At most so many tries within a while."""

    most: int
    within: timedelta


PASSWORD, CODE = "password", "code"
BOUNDS = {
    PASSWORD: (Bound(10, timedelta(minutes=15)),),
    CODE: (
        Bound(5, timedelta(minutes=5)),
        Bound(20, timedelta(hours=1)),
        Bound(50, timedelta(days=1)),
    ),
}
MOST_PASSWORDS = 100  # in a row; NIST SP 800-63B-4, 3.2.2


class TooManyTries(Refused):
    """It was wrong too often within a while; ``minutes`` says when to come back."""


class PasswordClosed(Refused):
    """The password was wrong so often that only a mailed link opens this account again."""


def password(email: str, at: datetime) -> FailedTry:
    """Note that a password for this address is tried. Raises TooManyTries or PasswordClosed."""
    key = _key(email_key(email))
    lock_word(key)
    if _since(PASSWORD, key, datetime.min.replace(tzinfo=at.tzinfo)) >= MOST_PASSWORDS:
        raise PasswordClosed
    return _noted(PASSWORD, key, at)


def code(person: Person, at: datetime) -> FailedTry:
    """Note that a code of hers is tried. Raises TooManyTries."""
    key = _key(f"person {person.id}")
    lock_word(key)
    return _noted(CODE, key, at)


def was_right(tried: FailedTry) -> None:
    """Take a try back."""
    db.session.execute(delete(FailedTry).where(FailedTry.id == tried.id))


def forgive(email: str) -> None:
    """Forget the wrong passwords of this address: she has shown that it is she."""
    db.session.execute(
        delete(FailedTry).where(FailedTry.kind == PASSWORD, FailedTry.key == _key(email_key(email)))
    )


def _noted(kind: str, key: str, at: datetime) -> FailedTry:
    for bound in BOUNDS[kind]:
        if _since(kind, key, at - bound.within) >= bound.most:
            raise TooManyTries(minutes=int(bound.within.total_seconds() // 60))
    tried = FailedTry(kind=kind, key=key, at=at)
    db.session.add(tried)
    db.session.flush()
    return tried


def _since(kind: str, key: str, start: datetime) -> int:
    asked = select(func.count(FailedTry.id)).where(
        FailedTry.kind == kind, FailedTry.key == key, FailedTry.at > start
    )
    return db.session.scalar(asked) or 0


def _key(whose: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"tries of {whose}".encode(), hashlib.sha256).hexdigest()
