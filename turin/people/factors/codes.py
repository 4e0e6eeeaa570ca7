"""One-time codes of an app (TOTP, RFC 6238): six digits that change every half minute."""

import logging
import unicodedata
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError
from sqlalchemy import delete, select

from turin import audit
from turin.db import db
from turin.errors import Refused
from turin.people.factors.models import OneTimeCodes
from turin.people.factors.sealing import Unreadable, opened, sealed
from turin.people.models import Person

log = logging.getLogger(__name__)
ISSUER = "Turin"
DRIFT = 1  # half minutes by which a clock may be wrong, before and after


class WrongCode(Refused):
    """It is no code of hers, or one that was taken before."""


def begin(person: Person, *, at: datetime) -> None:
    """Make a secret for an app of hers; one that is in use already stays."""
    found = _of(person)
    if found and found.confirmed_at:
        return
    if found:
        db.session.delete(found)
        db.session.flush()
    secret = sealed(pyotp.random_base32(), _name(person.id))
    db.session.add(OneTimeCodes(person_id=person.id, sealed_secret=secret, made_at=at))
    db.session.flush()


def begun(person: Person) -> str | None:
    """Return the secret that her app is to be told, if she is just setting it up."""
    found = db.session.get(OneTimeCodes, person.id)
    if found is None or found.confirmed_at:
        return None
    try:
        return opened(found.sealed_secret, _name(person.id))
    except Unreadable:
        return None  # she begins once more


def address(person: Person, secret: str) -> str:
    """Return the ``otpauth:`` address by which an app takes the secret in."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=ISSUER)


def confirm(person: Person, code: str, *, at: datetime) -> None:
    """Ask for her app's codes from now on, since it makes the right ones. Raises WrongCode."""
    found = _of(person)
    if found is None or found.confirmed_at:
        raise WrongCode
    _take(found, person, code, at)
    found.confirmed_at = at
    db.session.flush()
    audit.record("people.set_up_codes", person, by=person, at=at)


def use(person: Person, code: str, *, at: datetime) -> None:
    """Take a code of her app. Raises WrongCode; of two who tell it at once, one is refused."""
    found = _of(person)
    if found is None or found.confirmed_at is None:
        raise WrongCode
    _take(found, person, code, at)


def remove(person: Person, *, at: datetime) -> None:
    """Ask for no codes of her app any more."""
    if _of(person) is not None:
        db.session.execute(delete(OneTimeCodes).where(OneTimeCodes.person_id == person.id))
        audit.record("people.remove_codes", person, by=person, at=at)


def reseal() -> tuple[int, list[int]]:
    """Seal every secret anew under the site's key of now.

    Return how many were, and of which persons they can't be opened and stay as they are.
    """
    done, lost = 0, []
    kept = select(OneTimeCodes).order_by(OneTimeCodes.person_id).with_for_update()
    for one in db.session.scalars(kept):
        name = _name(one.person_id)
        try:
            one.sealed_secret = sealed(opened(one.sealed_secret, name), name)
            done += 1
        except Unreadable:
            lost.append(one.person_id)
    db.session.flush()
    return done, lost


def _take(found: OneTimeCodes, person: Person, code: str, at: datetime) -> None:
    try:
        secret = pyotp.TOTP(opened(found.sealed_secret, _name(person.id)))
        step = secret.verify_and_get_timecode(plain(code), for_time=at, valid_window=DRIFT)
    except OTPVerificationError as wrong:
        raise WrongCode from wrong
    except Unreadable as lost:
        log.warning("the codes of person %s cannot be read: is TURIN_SECRET_KEY new?", person.id)
        raise WrongCode from lost
    if step <= found.last_step:
        raise WrongCode
    found.last_step = step
    db.session.flush()


def plain(code: str) -> str:
    """Return the digits of ``code``, which a keyboard of any script may have typed."""
    return "".join(str(unicodedata.digit(letter, "")) for letter in code if not letter.isspace())


def _of(person: Person) -> OneTimeCodes | None:
    return db.session.scalar(
        select(OneTimeCodes).where(OneTimeCodes.person_id == person.id).with_for_update()
    )


def _name(person_id: int) -> str:
    return f"one_time_codes|sealed_secret|{person_id}"
