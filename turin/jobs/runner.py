"""Doing the long work that waits: in a worker, or by a command where there is none."""

import logging

from turin import clock
from turin.db import db, transaction
from turin.jobs import operations
from turin.jobs.models import Job
from turin.jobs.work import work

log = logging.getLogger(__name__)


def run() -> int:
    """Do every job that nobody works on, and return how many there were."""
    number = 0
    while job_id := _take_up():
        number += 1
        _do(job_id)
    return number


def _take_up() -> int | None:
    with transaction():
        job = operations.take_up(clock.now())
        return job.id if job else None


def _do(job_id: int) -> None:
    with transaction():
        job = db.session.get_one(Job, job_id)
    try:
        work(job.kind).worker(job)
    except Exception:  # the next job must not suffer from this one
        log.exception("job %s broke off", job_id)
        with transaction():
            operations.break_off(job_id, at=clock.now())
        return
    with transaction():
        operations.finish(job_id, at=clock.now())
