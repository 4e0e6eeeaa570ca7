"""Passwords: hashed with Argon2id, judged by their length and by who would think of them too.

NIST SP 800-63B-4 asks for length and for a list of what is tried first, and forbids to ask for a
digit or a sign. A mail link does without a password.
"""

import lzma
import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from turin.errors import Refused
from turin.people.keys import email_key
from turin.people.models import Person

HASHER = PasswordHasher()  # the library follows RFC 9106; old hashes are made anew at sign-in
FEWEST_LETTERS = 15  # NIST SP 800-63B-4, where a password is the only factor
FEWEST_BESIDE_ANOTHER = 8  # likewise, where a second one is asked for
MOST_LETTERS = 200
FEWEST_DIFFERENT = 5
FEWEST_OF_ITS_OWN = 8  # letters beside those that who knows her, or us, would try
OUR_WORDS = {"turin", "torino", "itcilo", "training", "centre", "migration"}
COMMON = Path(__file__).with_name("common_passwords.txt.xz")


class PasswordTooShort(Refused):
    """It has fewer than ``needed`` letters."""


class PasswordTooSimple(Refused):
    """It repeats a few letters, or is made of her address, her name or our words."""


class PasswordTooCommon(Refused):
    """It is one of those that are tried first."""


def check_password(password: str, person: Person, *, alone: bool) -> None:
    """Raise a refusal if ``password`` is one that would be guessed.

    ``alone`` says that no second factor is asked of her.
    """
    needed = FEWEST_LETTERS if alone else FEWEST_BESIDE_ANOTHER
    if len(_spelled(password)) < needed:
        raise PasswordTooShort(needed=needed)
    told = email_key(password)
    if len(set(told)) < FEWEST_DIFFERENT or _of_its_own(told, person) < FEWEST_OF_ITS_OWN:
        raise PasswordTooSimple
    if _common(told):
        raise PasswordTooCommon


def short(password: str) -> bool:
    """Whether it is too short to stand alone."""
    return len(_spelled(password)) < FEWEST_LETTERS


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


def _of_its_own(told: str, person: Person) -> int:
    """Return how many letters are left without her name, her address and our words."""
    hers = re.split(r"[\W_]+", f"{email_key(person.name)} {person.email_key}")
    for word in sorted({*OUR_WORDS, *hers}, key=len, reverse=True):
        if len(word) > 3:
            told = told.replace(word, "")
    return len(" ".join(told.split()))


def _common(told: str) -> bool:
    """Whether it is on the list, itself or as a shorter one that is typed again and again."""
    repeats = re.fullmatch(r"(.+?)\1+", told, re.DOTALL)
    spelled = {told, repeats[1] if repeats else told}
    return any(f"\n{one}\n".encode() in _list() for one in spelled)


@cache
def _list() -> bytes:
    """Return the list as it is stored, a password a line: 0.6 MB, searched in less than 1 ms."""
    return lzma.decompress(COMMON.read_bytes())


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe())
