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

    The file is complete and on the disk before it has its name, so that a crash leaves no half
    file, and its name is on the disk before anybody can refer to it. It outlives a rolled-back
    transaction, which does no harm.
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
        _have_on_disk(target.parent)
    return Stored(digest, len(content))


def _have_on_disk(folder: Path) -> None:
    """Wait until the names in ``folder`` would outlive a cut of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
