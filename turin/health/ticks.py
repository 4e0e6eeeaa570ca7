"""Beat's slots: each is taken once, and the newest says when beat was last alive."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from turin.db import db
from turin.db.insert import insert_new
from turin.health.models import Tick

KEPT = timedelta(days=7)


def tick(job: str, slot: int, *, at: datetime) -> bool:
    """Take one slot of a job; False if somebody has it."""
    return bool(insert_new(Tick, ("job", "slot"), [{"job": job, "slot": slot, "at": at}]))


def last_tick() -> datetime | None:
    """Return when beat last had something done."""
    return db.session.scalar(select(func.max(Tick.at)))


def forget_ticks(at: datetime) -> None:
    """Delete the slots that nobody will ask for again."""
    db.session.execute(delete(Tick).where(Tick.at < at - KEPT))
