"""What keeps files: the one interface of all stores, and which of them a site has."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

# A file that comes again counts as new, so that it stays until its row is written (see `unused`).
# What has been here for a shorter time than this needs no renewing.
FRESH = timedelta(days=1)
# How names begin, in the instance folder, of what lies there while it is made or read.
DESK = "desk-"
FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file: the hash that names it and its ``size`` in octets."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept(Stored):
    """A file as its store has it, since when it last came."""

    at: datetime


class Gone(Exception):
    """No store has the file of that hash."""


class Store(Protocol):
    """A place in which files are kept under their hash. All of them are there whole or not at all.

    A file that is not there raises Gone, or is None where that is asked.
    """

    name: str

    @property
    def place(self) -> str:
        """Where that is, so that no other store of the same kind is taken for it."""

    def put(self, new: Mapping[str, bytes | Path]) -> None:
        """Keep each content, or file, under its hash; it is safe once this returns.

        What is there already is not written again but counts as new.
        """

    def kept(self, sha256: str) -> Kept | None:
        """Return what is known of a file without opening it."""

    def open(self, sha256: str, start: int = 0, stop: int | None = None) -> BinaryIO:
        """Open a file where its octet ``start`` is next; nothing from ``stop`` on need be there."""

    def on_disk(self, sha256: str) -> AbstractContextManager[Path]:
        """Give a file as a path, for those who want one: to be read only, and only inside."""

    def address(self, sha256: str, seconds: int, headers: Mapping[str, str]) -> str | None:
        """Return an address at which anybody may fetch a file for so long; None: there is none.

        ``headers`` are what the answer there shall say of type, disposition and caching.
        """

    def all(self) -> Iterator[Kept]:
        """Go through all files, in no order."""

    def remove(self, sha256: str, *, before: datetime) -> bool:
        """Remove a file that came before then (FOREVER: any); return whether it was removed."""

    def tidy(self, *, before: datetime) -> None:
        """Remove what was begun before then and never became a file."""
