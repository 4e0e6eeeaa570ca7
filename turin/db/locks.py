"""Locks: on a row that is to be changed, and on what has no row yet."""

from typing import TypeVar

from sqlalchemy import func, inspect, select

from turin.db.base import Base, db
from turin.errors import Vanished

Row = TypeVar("Row", bound=Base)


def locked(row: Row) -> Row:
    """Lock a row and return it as it is stored now. Raises Vanished if it has been deleted."""
    kind = type(row)
    found = db.session.get(
        kind, inspect(row).identity, populate_existing=True, with_for_update={"of": kind}
    )
    if found is None:
        raise Vanished
    return found


def lock_word(word: str) -> None:
    """Let nobody else lock the same ``word`` until the transaction ends.

    It is for deciding whether a row is to be made: what is not there cannot be locked. On SQLite
    the transaction itself is the lock.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(word, 0))))
