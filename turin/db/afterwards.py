"""What is counted after an answer: the one writer that pages which only show may have.

Nothing waits for it. What many requests count is summed in the process and written a moment later,
from a thread of its own, each kind in a transaction of its own: what fails takes no other along. A
process that is killed loses the counts of its last second; while the database is away they are
kept, and written with the next.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from threading import Lock, Timer
from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from turin.db.transaction import transaction

log = logging.getLogger(__name__)
SOON = 1.0  # seconds
Sums = dict[str, Counter[Any]]
_writers: dict[str, Callable[[Counter[Any]], None]] = {}


def writes(kind: str) -> Callable[[Callable[[Counter[Any]], None]], Callable[..., None]]:
    """Declare who writes the sums of ``kind``, by what was counted, inside the transaction."""

    def declare(write: Callable[[Counter[Any]], None]) -> Callable[..., None]:
        _writers[kind] = write
        return write

    return declare


def count(kind: str, what: Hashable) -> None:
    """Count ``what`` once more, after this answer."""
    afterwards: Afterwards = current_app.extensions["afterwards"]
    afterwards.add(kind, what)


def _soon(write: Callable[[], None]) -> None:
    timer = Timer(SOON, write)
    timer.daemon = True
    timer.start()


class Afterwards:
    """The sums of a process that are not written yet."""

    def __init__(self, app: Flask) -> None:
        self.later: Callable[[Callable[[], None]], None] = _soon
        self._app = app
        self._lock = Lock()
        self._sums: Sums = defaultdict(Counter)
        self._waiting = False

    def add(self, kind: str, what: Hashable) -> None:
        """Add one to a sum, and have all sums written soon."""
        with self._lock:
            self._sums[kind][what] += 1
            begins, self._waiting = not self._waiting, True
        if begins:
            self.later(self.write)

    def write(self) -> None:
        """Write all that was counted; who counts meanwhile is written the next time."""
        with self._lock:
            sums, self._sums, self._waiting = self._sums, defaultdict(Counter), False
        for kind, counted in sorted(sums.items()):
            self._write(kind, counted)

    def _write(self, kind: str, counted: Counter[Any]) -> None:
        try:
            with self._app.app_context(), transaction():
                _writers[kind](counted)
        except OperationalError:
            log.exception("what was counted could not be written yet: %s", kind)
            with self._lock:
                self._sums[kind].update(counted)
        except Exception:
            log.exception("what was counted is lost: %s", kind)


def init_app(app: Flask) -> None:
    """Let the pages of ``app`` count."""
    app.extensions["afterwards"] = Afterwards(app)
