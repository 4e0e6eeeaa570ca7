"""Who commits: ``transaction()``, and nothing else.

A view that changes something, a task and a command each open exactly one. What runs inside adds
and flushes; it never commits.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from turin.db.base import db
from turin.db.session import READING, is_open, reading

log = logging.getLogger(__name__)
_AFTER = "turin.after_commit"
# What PostgreSQL is told that a page out of turn costs, one in turn being 1. Its own 4 is that of a
# turning disk; ours lies in memory, where a row is found sooner than all are read.
AT_RANDOM = 1.1
LOCK_WAIT = 3  # seconds that a writer on PostgreSQL waits for a row before it gives up


@contextmanager
def transaction() -> Iterator[None]:
    """Commit on the way out; roll back on any exception.

    Raises RuntimeError if one is open already, or if something was changed before it was opened.
    """
    if is_open.get():
        raise RuntimeError("a transaction is open already: operations join it, they don't open one")
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("something was changed before transaction() was opened")
    db.session.rollback()  # forget what was read before, so that the lock is taken first
    mark = is_open.set(True)
    try:
        yield
        db.session.commit()
        calls = db.session.info.pop(_AFTER, ())
    except BaseException:
        db.session.rollback()
        db.session.info.pop(_AFTER, None)
        raise
    finally:
        is_open.reset(mark)
    for call in calls:
        try:
            call()
        except Exception:  # what was promised is stored: a sweep will find it
            log.exception("a call after the commit failed: %r", call)


@contextmanager
def apart(what: str) -> Iterator[None]:
    """Do one of many things in the open transaction: if it fails, it alone is undone.

    The failure is logged with ``what`` was done, and the next may go on.
    """
    try:
        with db.session.begin_nested():
            yield
    except Exception:
        log.exception("%s failed; the others go on", what)


def abandon() -> None:
    """Forget what was read and changed, so that after a failure the session can be used again."""
    db.session.rollback()


def _only_inside(session: Session, _context: object, _instances: object) -> None:
    """Refuse to write what nobody would commit."""
    if not is_open.get():
        raise RuntimeError(f"{session!r} was to be written outside of transaction()")


event.listen(Session, "before_flush", _only_inside)


def after_commit(call: Callable[[], object]) -> None:
    """Run ``call`` once the open transaction is safely stored; the same call runs only once."""
    if not is_open.get():
        raise RuntimeError("after_commit() needs an open transaction")
    calls = db.session.info.setdefault(_AFTER, [])
    if call not in calls:
        calls.append(call)


def prepare(engine: Engine) -> None:
    """Keep people's data out of errors; have SQLite queue its writers, and PostgreSQL's give up.

    Readers get an engine of their own.
    """
    event.listen(engine, "handle_error", _say_no_values)
    if engine.dialect.name == "sqlite":
        _queue_writers(engine)
    else:
        event.listen(engine, "connect", _set_up)
    engines: dict[Any, Engine] = db.engines  # type: ignore[assignment] # which it is
    engines[READING] = reading(engine)


def _say_no_values(context: ExceptionContext) -> None:
    """Cut what an error says to what failed and where: PostgreSQL adds the row, SQLAlchemy too.

    An error ends in the log, which more people read than may see who is in which union.
    """
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\nDETAIL:")[0], *error.args[1:])
    if isinstance(context.sqlalchemy_exception, StatementError):
        context.sqlalchemy_exception.hide_parameters = True


def _set_up(connection: Any, _record: object) -> None:
    """Say what a page costs, and have a writer that waits for a row too long give up.

    It fails then by itself, rather than everybody behind it too.
    """
    connection.execute(f"SET lock_timeout = '{LOCK_WAIT}s'")
    connection.execute(f"SET random_page_cost = {AT_RANDOM}")
    connection.commit()


def _queue_writers(engine: Engine) -> None:
    """Make SQLite queue its writers at BEGIN, as PostgreSQL queues them at FOR UPDATE."""

    @event.listens_for(engine, "connect")
    def _plain_driver(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = FULL",
            "busy_timeout = 15000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_open.get() else "BEGIN")
