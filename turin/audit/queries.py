"""Reading the audit."""

from collections.abc import Collection

from sqlalchemy import Select, and_, func, or_, select

from turin.audit.models import AuditEntry
from turin.audit.operations import Row


def history(record: Row, deeds: Collection[str], *, since: str | None = None) -> Select[AuditEntry]:
    """Return what was done to ``record`` and to its parts, if it is one of ``deeds``; newest first.

    ``since``: the deed that ends the life of such a record. A number is given again on SQLite, and
    what was done to the record that had it before is none of this one's.
    """
    kind, number = record.__tablename__, record.id
    itself = and_(AuditEntry.subject_type == kind, AuditEntry.subject_id == number)
    part = and_(AuditEntry.part_of_type == kind, AuditEntry.part_of_id == number)
    query = select(AuditEntry).where(or_(itself, part), AuditEntry.deed.in_(deeds))
    if since:
        ended = select(func.max(AuditEntry.id)).where(itself, AuditEntry.deed == since)
        query = query.where(AuditEntry.id > func.coalesce(ended.scalar_subquery(), 0))
    return query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
