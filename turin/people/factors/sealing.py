"""Secrets that we must be able to read again, and that a copy of the database must not give away.

Sealed with AES-256-GCM under a key of its own, made of TURIN_SECRET_KEY. What a secret belongs to
is sealed in with it, so that it cannot be moved to somebody else's row.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

NONCE = 12  # octets


class Unreadable(Exception):
    """It was sealed for something else or under another key."""


def sealed(secret: str, belongs_to: str) -> str:
    """Return ``secret`` as it may be stored."""
    nonce = os.urandom(NONCE)
    box = nonce + _cipher().encrypt(nonce, secret.encode(), belongs_to.encode())
    return base64.b64encode(box).decode()


def opened(box: str, belongs_to: str) -> str:
    """Return what was sealed. Raises Unreadable."""
    raw = base64.b64decode(box)
    try:
        return _cipher().decrypt(raw[:NONCE], raw[NONCE:], belongs_to.encode()).decode()
    except InvalidTag as wrong:
        raise Unreadable(belongs_to) from wrong


def _cipher() -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"turin second factors")
    return AESGCM(derive.derive(current_app.config["SECRET_KEY"].encode()))
