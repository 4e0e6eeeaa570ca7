"""Secrets that we must be able to read again, and that a copy of the database must not give away.

Sealed with AES-256-GCM under a key of its own, made of TURIN_SECRET_KEY; what was sealed under a
key of before (TURIN_SECRET_KEY_FALLBACKS) opens too. What a secret belongs to is sealed in with it,
so that it cannot be moved to somebody else's row: ``<table>|<column>|<primary key>``.
"""

import base64
import os
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from turin.people import signing

NONCE = 12  # octets


class Unreadable(Exception):
    """It was sealed for something else or under a key that we do not have."""


def sealed(secret: str, belongs_to: str) -> str:
    """Return ``secret`` as it may be stored."""
    nonce = os.urandom(NONCE)
    box = nonce + _ciphers()[0].encrypt(nonce, secret.encode(), belongs_to.encode())
    return base64.b64encode(box).decode()


def opened(box: str, belongs_to: str) -> str:
    """Return what was sealed. Raises Unreadable."""
    for cipher in _ciphers():
        with suppress(InvalidTag, ValueError):  # ValueError: it is cut, or no box at all
            raw = base64.b64decode(box)
            return cipher.decrypt(raw[:NONCE], raw[NONCE:], belongs_to.encode()).decode()
    raise Unreadable(belongs_to)


def _ciphers() -> list[AESGCM]:
    return [AESGCM(_derived(key)) for key in signing.secret_keys()]


def _derived(key: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"turin second factors")
    return derive.derive(key.encode())
