"""A lock on what has no row yet."""

from sqlalchemy import func, select

from turin.db.base import db


def lock_word(word: str) -> None:
    """Let nobody else lock the same ``word`` until the transaction ends.

    It is for deciding whether a row is to be made: what is not there cannot be locked. On SQLite
    the transaction itself is the lock.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(word, 0))))
