"""One-time links: made in a transaction, written into a letter later, used once."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, insert, select

from turin.db import db
from turin.errors import Refused
from turin.people import signing
from turin.people.keys import email_key
from turin.people.models import MailLink

SIGN_IN = "sign-in"
LASTS = timedelta(minutes=15)


class LinkSpent(Refused):
    """The link was used before, is too old, or never was."""


def make(
    purpose: str,
    email: str,
    at: datetime,
    *,
    subject_id: int | None = None,
    leads_to: str = "",
    lasts: timedelta = LASTS,
) -> MailLink:
    """Return a new link, flushed; `token` gives what goes into the letter."""
    values = _new(purpose, email, at, lasts) | {"subject_id": subject_id, "leads_to": leads_to}
    link = MailLink(**values)
    db.session.add(link)
    db.session.flush()
    return link


def make_all(purpose: str, those: Mapping[int, str], at: datetime, *, lasts: timedelta) -> None:
    """Make a link for each mail address, by the number of what it is about; in one statement."""
    rows = [
        _new(purpose, email, at, lasts) | {"subject_id": subject_id}
        for subject_id, email in those.items()
    ]
    db.session.execute(insert(MailLink), rows)


def _new(purpose: str, email: str, at: datetime, lasts: timedelta) -> dict[str, Any]:
    seed = secrets.token_hex(16)
    return {
        "seed": seed,
        "token_hash": hashed(derived("mail link", seed, None)),
        "purpose": purpose,
        "email_key": email_key(email),
        "leads_to": "",
        "created_at": at,
        "expires_at": at + lasts,
    }


def token(link: MailLink) -> str:
    """Return the secret part of the address."""
    return derived("mail link", link.seed, link.token_hash)


def derived(what: str, seed: str, known: str | None) -> str:
    """Return the token of a ``seed`` of ours: 192 bits, only to be made with our key.

    One that was made under a key of before keeps the token whose hash is ``known``; None for a
    new one.
    """
    tokens = [
        base64.urlsafe_b64encode(digest[:24]).decode()
        for digest in signing.digests(f"{what} {seed}")
    ]
    return next((one for one in tokens if hashed(one) == known), tokens[0])


def hashed(token: str) -> str:
    """Return what the database holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def usable(token: str, purpose: str, at: datetime) -> MailLink | None:
    """Return the link with this token if it can still be used."""
    return db.session.scalar(_found(token, purpose, at))


def known(token: str) -> MailLink | None:
    """Return the link with this token even if it can't be used any more."""
    return db.session.scalar(select(MailLink).where(MailLink.token_hash == hashed(token)))


def use(token: str, purpose: str, at: datetime) -> MailLink:
    """Use the link up and return it. Of two who press at once, one is refused.

    Raises LinkSpent.
    """
    link = db.session.scalar(_found(token, purpose, at).with_for_update())
    if link is None:
        raise LinkSpent
    link.used_at = at
    db.session.flush()
    return link


def _found(token: str, purpose: str, at: datetime) -> Select[MailLink]:
    return select(MailLink).where(
        MailLink.token_hash == hashed(token),
        MailLink.purpose == purpose,
        MailLink.used_at.is_(None),
        MailLink.expires_at > at,
    )
