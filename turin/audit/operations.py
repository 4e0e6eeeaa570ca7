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


def record(
    deed: str,
    subject: Row,
    *,
    by: Row | None,
    at: datetime,
    part_of: Row | None = None,
    **facts: object,
) -> AuditEntry:
    """Note that ``by`` (None: the program itself, or somebody not signed in) did ``deed``.

    ``subject`` must have been flushed, so that it has its id; it is told in the history of what it
    is ``part_of`` too. ``facts`` are plain JSON values. Who did it as a deputy did it ``for``
    somebody, whose number is one of them.
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
        part_of_type=part_of.__tablename__ if part_of else None,
        part_of_id=part_of.id if part_of else None,
        facts=facts,
    )
    db.session.add(entry)
    return entry


def forget(at: datetime) -> None:
    """Delete the entries that nobody has to answer for any more."""
    db.session.execute(delete(AuditEntry).where(AuditEntry.at < at - KEPT))
