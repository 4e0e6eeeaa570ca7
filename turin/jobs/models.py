"""Long work: how far it is, and what went wrong with which row."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from turin.db import Base
from turin.db.base import held


class State(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"  # every row was done, or has its error
    FAILED = "failed"  # begun several times, and broken off each time


LIVE = (State.WAITING, State.RUNNING)


class Job(Base):
    """A piece of long work on one subject, of ``total`` rows.

    ``seen_at`` is its worker's last sign of life: a job that stopped giving any is begun again,
    so each row must be safe to repeat. ``begun`` counts how often.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("done + failed <= total", name="counts"),
        Index("ix_job_state_seen_at", "state", "seen_at"),
        Index("ix_job_subject", "subject_type", "subject_id"),
        {"info": held("internal", "showing how far long work is", "12 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    back_to: Mapped[str] = mapped_column(String(200), default="")
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    state: Mapped[State] = mapped_column(default=State.WAITING)
    begun: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    errors: Mapped[list["JobError"]] = relationship(
        order_by="JobError.id", cascade="all, delete-orphan"
    )

    @property
    def live(self) -> bool:
        """Whether there is anything still to come."""
        return self.state in LIVE


class JobError(Base):
    """What went wrong with one row of a job, in words for the person who started it."""

    __tablename__ = "job_error"
    __table_args__ = (
        Index("ix_job_error_job_id", "job_id"),
        {"info": held("personal", "putting right what failed", "with the job")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"))
    row: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
