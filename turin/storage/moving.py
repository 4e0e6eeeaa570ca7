"""Moving files from one store to the other, each verified where it arrives."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from turin.storage.files import hash_of
from turin.storage.stores import FOREVER, Gone, Kept, Store


class Journal:
    """The copies that were read in the ``target`` and are whole, in a file that outlives a kill.

    It knows the very copy, by its size and time, and where that is: the same file in another
    bucket, or one that has come there since, was never read.
    """

    def __init__(self, path: Path, target: Store) -> None:
        self._path, self._place = path, target.place
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._known = set(lines)  # the last may be torn, which is no line of a copy

    def __contains__(self, copy: Kept) -> bool:
        return self._line(copy) in self._known

    def note(self, copy: Kept) -> None:
        """Write one down, before the next is begun."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"\n{self._line(copy)}")

    def _line(self, copy: Kept) -> str:
        return f"{self._place} {copy.sha256} {copy.size} {copy.at.isoformat()}"

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

    What the journal knows is looked for in the target all the same, but not read again. What is
    removed meanwhile is left out. ``remove``: the source loses what has arrived.
    """
    for one in source.all():
        fault = ""
        copy = target.kept(one.sha256)
        if copy is None or copy not in journal:
            try:
                fault = _bring(one.sha256, source, target, journal)
            except Gone:
                continue
        if remove and not fault:
            source.remove(one.sha256, before=FOREVER)
        yield Moved(one.sha256, one.size, fault)


def _bring(sha256: str, source: Store, target: Store, journal: Journal) -> str:
    """Bring one file, and return what is wrong with it. Raises Gone if the source has it not."""
    with source.on_disk(sha256) as path:
        with path.open("rb") as file:
            if hash_of(file) != sha256:
                return "is damaged where it is"
        target.put({sha256: path})
    copy = target.kept(sha256)
    if copy and _is_whole(sha256, target):
        journal.note(copy)
        return ""
    target.remove(sha256, before=FOREVER)
    return "did not arrive whole"


def _is_whole(sha256: str, store: Store) -> bool:
    try:
        with store.open(sha256) as file:
            return hash_of(file) == sha256
    except Gone:
        return False
