"""The folder of stored files: ``files/ab/ab12...``, written whole or not at all."""

import hashlib
import os
from collections.abc import Iterable
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
    return store_all([content])[0]


def store_all(contents: Iterable[bytes]) -> list[Stored]:
    """Store each of ``contents`` as `store` does; the disk is waited for once, not for each."""
    stored, halves = [], {}
    for content in contents:
        digest = hashlib.sha256(content).hexdigest()
        stored.append(Stored(digest, len(content)))
        target = path(digest)
        if target not in halves and not target.exists():
            halves[target] = _half(target, content)
    for half in halves.values():
        _settle(half)
    for target, half in halves.items():
        half.replace(target)
    folders = {target.parent for target in halves}
    for folder in sorted(folders) + sorted({one.parent for one in folders}):
        _settle(folder)
    return stored


def _half(target: Path, content: bytes) -> Path:
    """Write a file that is to become ``target``, and return where it is until then."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as half:
        half.write(content)
    return Path(half.name)


def _settle(written: Path) -> None:
    """Have a file, or the names in a folder, written to the disk."""
    number = os.open(written, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
