"""Writing the audit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import delete

from turin.audit.models import AuditEntry
from turin.db import db

KEPT = timedelta(days=730)


class Row(Protocol):
    """A stored row of any table, a person among them: the audit stands below the people."""

    __tablename__: Any

    @property
    def id(self) -> int: ...


# Says for whom somebody acts on a row: a floor above knows who stands in for whom.
ForWhom = Callable[[Row, Row], int | None]
_for_whom: list[ForWhom] = []


def ask_for_whom(asked: ForWhom) -> None:
    """Have ``asked`` say, of each deed, for which person somebody did it, who is away."""
    _for_whom[:] = [asked]


def record(deed: str, subject: Row, *, by: Row | None, at: datetime, **facts: object) -> AuditEntry:
    """Note that ``by`` (None: the program itself, or somebody not signed in) did ``deed``.

    ``subject`` must have been flushed, so that it has its id; ``facts`` are plain JSON values. Who
    did it as a deputy did it ``for`` somebody, whose number is one of them.
    """
    away = next((ask(by, subject) for ask in _for_whom), None) if by else None
    if away:
        facts["for"] = away
    entry = AuditEntry(
        at=at,
        person_id=by.id if by else None,
        deed=deed,
        subject_type=subject.__tablename__,
        subject_id=subject.id,
        facts=facts,
    )
    db.session.add(entry)
    return entry


def forget(at: datetime) -> None:
    """Delete the entries that nobody has to answer for any more."""
    db.session.execute(delete(AuditEntry).where(AuditEntry.at < at - KEPT))
