"""Storing and reading, wherever this site keeps its files.

New files go to the store that the settings choose. Where there are two, what the one lacks is
looked for in the other, so that files can be moved from one to the other while people read them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
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


def everywhere() -> tuple[Store, ...]:
    """Return where a file may be, in the order in which to look: the first store comes once more.

    Files move there while people read: what it does not have yet, the other may have no longer.
    """
    return (*stores(), stores()[0])


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
        sha256 = hash_of(file)
        size = file.tell()
    stores()[0].put({sha256: path})
    return Stored(sha256, size)


def hash_of(file: BinaryIO) -> str:
    """Return the hash of what is in an open file, which is at its end then."""
    digest = hashlib.file_digest(file, "sha256")  # type: ignore[arg-type] # all ours have readinto
    return digest.hexdigest()


def found(sha256: str) -> tuple[Store, Kept]:
    """Return the store that has a file, and what it knows of it. Raises Gone."""
    for one in everywhere():
        if kept := one.kept(sha256):
            return one, kept
    raise Gone(sha256)


def opened(sha256: str, start: int = 0, stop: int | None = None) -> BinaryIO:
    """Open a stored file as its store does; it stays whole, whatever becomes of it. Raises Gone."""
    for one in everywhere():
        with suppress(Gone):
            return one.open(sha256, start, stop)
    raise Gone(sha256)


@contextmanager
def on_disk(sha256: str) -> Iterator[Path]:
    """Give a stored file as a path, to be read only and only inside. Raises Gone."""
    with ExitStack() as given:
        yield _given(sha256, given)


def _given(sha256: str, until: ExitStack) -> Path:
    for one in everywhere():
        with suppress(Gone):
            return until.enter_context(one.on_disk(sha256))
    raise Gone(sha256)


def path(sha256: str) -> Path:
    """Return where this machine's folder has the file of that hash, or would have it."""
    (folder,) = (one for one in stores() if isinstance(one, Folder))
    return folder.path(sha256)
