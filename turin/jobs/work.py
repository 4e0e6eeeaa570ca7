"""Which kinds of long work there are, and who does each."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString

from turin.jobs.models import Job

Worker = Callable[[Job], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of long work: what does it, and what it is called on its page."""

    worker: Worker
    label: LazyString


_kinds: dict[str, Work] = {}


def does(kind: str, label: LazyString) -> Callable[[Worker], Worker]:
    """Declare who does the jobs of ``kind``, named ``<capability>.<work>``.

    The worker is called outside any transaction. It opens one for each row, or for a few, and calls
    `advance` or `fail` inside it; it may be called again for a job that was broken off, and then
    does what is left.
    """

    def declare(worker: Worker) -> Worker:
        _kinds[kind] = Work(worker, label)
        return worker

    return declare


def work(kind: str) -> Work:
    """Return the work called ``kind``. Raises KeyError if there is none."""
    return _kinds[kind]
