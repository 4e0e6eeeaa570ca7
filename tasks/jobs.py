"""Long work: the task that does what waits."""

from datetime import datetime

from celery import shared_task

from turin import jobs
from turin.db import after_commit
from turin.jobs import queries, runner


@shared_task(name="jobs.run")
def run() -> None:
    """Do the jobs that nobody works on."""
    runner.run()


def wake(at: datetime) -> None:
    """Wake a worker if there is work whose worker is gone, or never heard of it."""
    if queries.anything_waiting(at):
        after_commit(jobs.nudge)
