"""The audit entries: appended, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held


class AuditEntry(Base):
    """One deed. ``facts`` names what changed and holds no value of the special sort."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_type", "subject_id"),
        {"info": held("personal", "answering for what was done", "24 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    deed: Mapped[str] = mapped_column(String(60), info=held("internal"))
    subject_type: Mapped[str] = mapped_column(String(40), info=held("internal"))
    subject_id: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
