"""What long work there is."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from turin.db import db
from turin.jobs.models import LIVE, Job, State

SILENT = timedelta(minutes=2)  # without a sign of life: its worker is gone


def nobodys(at: datetime) -> ColumnElement[bool]:
    """Return the condition of a job that waits, or whose worker is gone."""
    return or_(
        Job.state == State.WAITING,
        and_(Job.state == State.RUNNING, Job.seen_at <= at - SILENT),
    )


def anything_waiting(at: datetime) -> bool:
    """Whether there is a job that nobody works on."""
    return bool(db.session.scalar(select(exists().where(nobodys(at)))))


def live() -> int:
    """Return how many jobs have not ended."""
    return db.session.scalar(select(func.count()).where(Job.state.in_(LIVE))) or 0
