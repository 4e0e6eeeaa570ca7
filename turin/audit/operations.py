"""Writing the audit."""

from datetime import datetime

from turin.audit.models import AuditEntry
from turin.db import Base, db
from turin.people.models import Person


def record(deed: str, subject: Base, *, by: Person | None, at: datetime, **facts: object) -> None:
    """Note that ``by`` (None: the program itself, or somebody not signed in) did ``deed``.

    ``subject`` has an ``id``, so it must have been flushed; ``facts`` are plain JSON values.
    """
    db.session.add(
        AuditEntry(
            at=at,
            person_id=by.id if by else None,
            deed=deed,
            subject_type=subject.__tablename__,
            subject_id=subject.id,  # type: ignore[attr-defined]
            facts=facts,
        )
    )
