"""The reminders that are planned."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.registration.models import Application
from turin.db import Base
from turin.db.base import held


class State(StrEnum):
    """What became of a reminder."""

    PLANNED = "planned"
    POSTED = "posted"  # handed to the outbox
    CANCELLED = "cancelled"


class Reminder(Base):
    """One reminder of one participant.

    ``label`` is stable ("D-7"); ``move`` counts the moves of the activity, so that a moved one is
    reminded of anew.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("application_id", "label", "move"),
        Index("ix_reminder_state_due_at", "state", "due_at"),
        {"info": held("personal", "reminding her in time", "12 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(10))
    move: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(default=State.PLANNED)
    posted_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
