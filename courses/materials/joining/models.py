"""Which participant has fetched which joining paper, where she was told that this is noted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.materials.models import Work
from courses.registration.models import Application
from turin.db import Base
from turin.db.base import held


class PaperFetched(Base):
    """When a participant first fetched a work whose fetching her activity notes."""

    __tablename__ = "paper_fetched"
    __table_args__ = (
        Index("ix_paper_fetched_work_id", "work_id"),
        {
            "info": held(
                "personal",
                "reaching participants whom the joining papers have not reached",
                "6 months after the activity",
            )
        },
    )

    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime]
    application: Mapped[Application] = relationship()
    work: Mapped[Work] = relationship()
