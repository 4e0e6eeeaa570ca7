"""Mail: the drain that a worker is woken for, and the sweep."""

import time
from datetime import datetime

from celery import shared_task

from turin import mail
from turin.db import after_commit
from turin.mail import delivery

LONGEST = 20  # seconds of one drain, so that a worker asked to stop is soon done


@shared_task(name="mail.drain")
def drain() -> None:
    """Send what is due; what is left after a while is another worker's."""
    end = time.monotonic() + LONGEST
    delivery.drain(enough=lambda: time.monotonic() > end)
    if time.monotonic() > end:
        mail.nudge()


def sweep(at: datetime) -> None:
    """Move what time moves, and wake a worker if that left anything to send."""
    if delivery.sweep(at):
        after_commit(mail.nudge)
