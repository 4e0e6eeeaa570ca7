"""Storing and reading, wherever this site keeps its files.

New files go to the store that the settings choose. Where there are two, what the one lacks is
looked for in the other, so that files can be moved from one to the other while people read them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from flask import Flask, current_app

from turin.config import Settings
from turin.storage.folder import Folder
from turin.storage.stores import Gone, Kept, Store, Stored


def init_app(app: Flask, settings: Settings) -> None:
    """Choose the stores of a site: its folder, and a bucket if it has one."""
    stores: list[Store] = [Folder(settings.files)]
    if settings.s3:
        from turin.storage.bucket import Bucket  # noqa: PLC0415 - see there

        stores.insert(settings.storage == "folder", Bucket(settings.s3, settings.instance))
    app.extensions["stores"] = tuple(stores)


def stores() -> tuple[Store, ...]:
    """Return this site's stores; the first is where new files go."""
    found: tuple[Store, ...] = current_app.extensions["stores"]
    return found


def store(content: bytes) -> Stored:
    """Store ``content``; the same content is stored once, however often it comes.

    It is safe once this returns, before a row can tell of it: a crash leaves no half file and no
    row without one. It outlives a rolled-back transaction, which does no harm: what no row names
    goes in time (see `turin.storage.unused`).
    """
    return store_all([content])[0]


def store_all(contents: Iterable[bytes]) -> list[Stored]:
    """Store each of ``contents`` as `store` does, and wait for all of them at once."""
    new = [(hashlib.sha256(content).hexdigest(), content) for content in contents]
    stores()[0].put(dict(new))
    return [Stored(sha256, len(content)) for sha256, content in new]


def store_file(path: Path) -> Stored:
    """Store the file at ``path``, of any size, as `store` does.

    It stays there as well, until whoever brought it knows that a row tells of it; nobody may write
    to it any more.
    """
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    stores()[0].put({sha256: path})
    return Stored(sha256, size)


def found(sha256: str) -> tuple[Store, Kept]:
    """Return the store that has a file, and what it knows of it. Raises Gone."""
    for one in stores():
        if kept := one.kept(sha256):
            return one, kept
    raise Gone(sha256)


def opened(sha256: str) -> BinaryIO:
    """Open a stored file for reading; it can be sought in. Raises Gone."""
    one, _kept = found(sha256)
    return one.open(sha256)


@contextmanager
def on_disk(sha256: str) -> Iterator[Path]:
    """Give a stored file as a path, to be read only and only inside. Raises Gone."""
    one, _kept = found(sha256)
    with one.on_disk(sha256) as path:
        yield path


def path(sha256: str) -> Path:
    """Return where this machine's folder has the file of that hash, or would have it."""
    (folder,) = (one for one in stores() if isinstance(one, Folder))
    return folder.path(sha256)
