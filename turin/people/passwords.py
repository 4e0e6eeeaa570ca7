"""Passwords: hashed with Argon2id and judged by their length. A mail link does without one."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from turin.errors import Refused
from turin.people.keys import email_key
from turin.people.models import Person

HASHER = PasswordHasher()  # the library follows RFC 9106; old hashes are made anew at sign-in
FEWEST_LETTERS = 15  # NIST SP 800-63B-4, where a password is the only factor
MOST_LETTERS = 200
FEWEST_DIFFERENT = 5


class PasswordTooShort(Refused):
    """It has fewer than ``needed`` letters."""


class PasswordTooSimple(Refused):
    """It repeats a few letters, or it is her own address or name."""


def check_password(password: str, person: Person) -> None:
    """Raise a refusal if ``password`` is one that would be guessed."""
    if len(_spelled(password)) < FEWEST_LETTERS:
        raise PasswordTooShort(needed=FEWEST_LETTERS)
    told = email_key(password)
    if len(set(told)) < FEWEST_DIFFERENT or told in {person.email_key, email_key(person.name)}:
        raise PasswordTooSimple


def hashed(password: str) -> str:
    """Return the hash to store."""
    return HASHER.hash(_spelled(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Whether ``password`` has this hash. It takes as long when there is none to compare with."""
    try:
        HASHER.verify(password_hash or _nobodys_hash(), _spelled(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than we use now."""
    return HASHER.check_needs_rehash(password_hash)


def _spelled(password: str) -> str:
    """Return it in NFC, since keyboards differ in how they compose the same letters."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe())
