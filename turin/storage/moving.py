"""Moving files from one store to the other, each verified where it arrives."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from turin.storage.stores import FOREVER, Gone, Store

HASH = re.compile("[0-9a-f]{64}")


class Journal:
    """The files that have arrived and were verified there, in a file that outlives a kill."""

    def __init__(self, path: Path) -> None:
        self._path = path
        words = path.read_text(encoding="ascii").split() if path.exists() else []
        self._known = {word for word in words if HASH.fullmatch(word)}  # the last may be torn

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._known

    def note(self, sha256: str) -> None:
        """Write one down, before the next is begun."""
        with self._path.open("a", encoding="ascii") as file:
            file.write(f"\n{sha256}")

    def end(self) -> None:
        """Forget all, so that the next move verifies everything."""
        self._path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that was dealt with, and what is wrong with it, if anything is."""

    sha256: str
    size: int
    fault: str = ""


def move(source: Store, target: Store, journal: Journal, *, remove: bool) -> Iterator[Moved]:
    """Bring every file of ``source`` to ``target``; it counts once it was read there.

    What is removed meanwhile is left out. ``remove``: the source loses what has arrived.
    """
    for one in source.all():
        fault = ""
        if one.sha256 not in journal:
            try:
                fault = _brought(one.sha256, source, target)
            except Gone:
                continue
            if not fault:
                journal.note(one.sha256)
        if remove and not fault:
            source.remove(one.sha256, before=FOREVER)
        yield Moved(one.sha256, one.size, fault)


def _brought(sha256: str, source: Store, target: Store) -> str:
    """Bring one file, and return what is wrong with it."""
    with source.on_disk(sha256) as path:
        if _hash_of(path) != sha256:
            return "is damaged where it is"
        target.put({sha256: path})
    with target.on_disk(sha256) as path:
        if _hash_of(path) == sha256:
            return ""
    target.remove(sha256, before=FOREVER)
    return "did not arrive whole"


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
