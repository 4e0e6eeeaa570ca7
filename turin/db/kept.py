"""Answers of the database that are the same for everybody and seldom change: kept for seconds.

They are dropped as kept pages are (`turin.web.kept`): all at once when this process stores a
change; what others store is seen when their few seconds are over.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import event

from turin import clock
from turin.db.base import db
from turin.db.session import is_open

LASTS = 5  # seconds
MOST = 500  # answers; what readers search for is among what is asked
Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

_kept: dict[Any, tuple[float, Any]] = {}
_changes = 0


def kept(query: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Ask ``query`` only if it was not asked the same within five seconds.

    What it returns must be plain values, nothing that hangs on a session. Inside of a transaction
    it is always asked, since that may be just changing what it tells.
    """

    @wraps(query)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if is_open.get():
            return query(*args, **kwargs)
        key, now = (db.engine, query, args, *kwargs.items()), clock.now().timestamp()
        made, found = _kept.get(key, (0.0, None))
        if not 0 <= now - made < LASTS:
            changes, found = _changes, query(*args, **kwargs)
            if changes == _changes:
                if len(_kept) >= MOST:
                    _kept.clear()
                _kept[key] = now, found
        return found

    return answer


def drop() -> None:
    """Forget all answers: something has changed."""
    global _changes  # noqa: PLW0603 - one count for the process, as its answers are
    _changes += 1
    _kept.clear()


event.listen(db.session, "after_commit", lambda _session: drop())
