"""What has to hold for the site to be ready."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from turin.db import db
from turin.db.schema import up_to_date
from turin.health.ticks import last_tick
from turin.mail.queries import oldest_waiting

log = logging.getLogger(__name__)
MAIL_WAITS = timedelta(minutes=15)
BEAT_SILENT = timedelta(minutes=2)


def problems(at: datetime) -> list[str]:
    """Return one word for each thing that does not hold; none if the site is ready.

    Beat's tick is written by a worker, so its age also says whether the database takes writes.
    """
    try:
        db.session.execute(text("SELECT 1"))
        return [name for name, holds in CHECKS.items() if not holds(at)]
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return ["database"]


def _mail_leaves(at: datetime) -> bool:
    oldest = oldest_waiting(at)
    return oldest is None or at - oldest < MAIL_WAITS


def _beat_lives(at: datetime) -> bool:
    last = last_tick()
    return last is not None and at - last < BEAT_SILENT


CHECKS: dict[str, Callable[[datetime], bool]] = {
    "schema": lambda _at: up_to_date(),
    "mail": _mail_leaves,
    "beat": _beat_lives,
}
