"""Signs of life that outlast a process."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held


class Tick(Base):
    """That a job of beat was done in one slot of its time; the key lets it be done once.

    The newest of them says when beat was last alive.
    """

    __tablename__ = "tick"
    __table_args__ = (
        Index("ix_tick_at", "at"),
        {"info": held("internal", "doing beat's jobs once a slot")},
    )

    job: Mapped[str] = mapped_column(String(60), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
