"""The session: outside of `transaction` it only reads, each statement by itself.

On PostgreSQL that is the same as a transaction at READ COMMITTED, where each statement sees what is
stored when it begins; but neither BEGIN nor ROLLBACK has to travel, and the driver keeps what it
has prepared, which it forgets at any ROLLBACK. SQLite's transactions cost nothing.
"""

import select
from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from typing_extensions import override

READING = "reading"  # the key of the engine that reads
is_open: ContextVar[bool] = ContextVar("turin_transaction_open", default=False)


class Session(FlaskSession):
    """Asks the writing engine while a transaction is open, else the one that reads."""

    @override
    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any
    ) -> Any:
        if is_open.get():
            return bind or self._db.engines[None]
        if clause is not None and clause.is_dml:
            raise RuntimeError(f"{clause.__visit_name__} was sent outside of transaction()")
        return bind or self._db.engines[READING]


def reading(engine: Engine) -> Engine:
    """Return an engine with the connections of ``engine`` that opens no transactions."""
    if engine.dialect.name != "postgresql":
        return engine
    event.listen(engine, "checkout", _still_there)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _still_there(connection: Any, _record: object, _proxy: object) -> None:
    """Have the pool connect anew if the server has hung up: an idle connection has then an answer.

    Looking for that asks the server nothing, unlike SQLAlchemy's own ping.
    """
    if connection.closed or _has_said_something(connection.fileno()):
        raise DisconnectionError


def _has_said_something(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
