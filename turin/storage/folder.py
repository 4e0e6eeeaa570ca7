"""The folder of stored files: ``files/ab/ab12...``, written whole or not at all."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file: the hash that names it and its ``size`` in octets."""

    sha256: str
    size: int


def path(sha256: str) -> Path:
    """Return where the file of that hash lies, or would lie."""
    folder: Path = current_app.extensions["settings"].files
    return folder / sha256[:2] / sha256


def store(content: bytes) -> Stored:
    """Store ``content``; the same content is stored once, however often it comes.

    The file is complete and on the disk before it has its name, and its name is on the disk before
    a row can tell of it: a crash leaves no half file and no row without one. It outlives a
    rolled-back transaction, which does no harm.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = path(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, delete=False) as half:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
        Path(half.name).replace(target)
        _settle(target.parent)
    return Stored(digest, len(content))


def _settle(folder: Path) -> None:
    """Have the names in ``folder``, and its own, written to the disk."""
    for one in (folder, folder.parent):
        number = os.open(one, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
