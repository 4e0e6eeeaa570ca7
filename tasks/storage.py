"""Stored files: what nothing names goes, and some of the others are looked at again."""

from datetime import datetime
from functools import partial

from turin.db import after_commit
from turin.storage import checking, unused


def remove_unused(at: datetime) -> None:
    """Remove the files that nothing names, once this slot is taken: it may take minutes."""
    after_commit(partial(unused.remove_unused, at))


def check(at: datetime) -> None:
    """Look at files that nobody has looked at for long, likewise."""
    after_commit(partial(checking.check, at))
