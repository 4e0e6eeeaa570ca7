"""The audit entries: appended, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held


class AuditEntry(Base):
    """One deed. ``facts`` names what changed and holds no value of the special sort.

    ``changes`` among them has what each field was and is, by its name: see `differences`. A record
    that is ``part_of`` another one is told in the history of that one too.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_type", "subject_id"),
        Index("ix_audit_entry_part_of", "part_of_type", "part_of_id"),
        {"info": held("personal", "answering for what was done", "24 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    deed: Mapped[str] = mapped_column(String(60), info=held("internal"))
    subject_type: Mapped[str] = mapped_column(String(40), info=held("internal"))
    subject_id: Mapped[int]
    part_of_type: Mapped[str | None] = mapped_column(String(40), info=held("internal"))
    part_of_id: Mapped[int | None] = mapped_column(info=held("internal"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
