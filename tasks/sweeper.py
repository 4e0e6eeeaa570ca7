"""A sweep inside each worker process, so that neither a dead beat nor a dead broker stops mail.

It runs in the processes that do the tasks; the one that forks them has no threads.
"""

import logging
import threading

from flask import Flask

from turin import clock, mail
from turin.db import transaction
from turin.mail import delivery

log = logging.getLogger(__name__)
SECONDS = 30


def start(app: Flask, seconds: float = SECONDS) -> threading.Event:
    """Sweep every so many seconds as long as this process lives, or until the event is set."""
    ended = threading.Event()
    threading.Thread(target=_sweep_until, args=(ended, app, seconds), daemon=True).start()
    return ended


def _sweep_until(ended: threading.Event, app: Flask, seconds: float) -> None:
    while not ended.wait(seconds):
        try:
            with app.app_context():
                once()
        except Exception:  # the database may be back the next time
            log.exception("the sweep failed")


def once() -> None:
    """Sweep; where no worker can be woken, send what is due from here."""
    with transaction():
        due = delivery.sweep(clock.now())
    if due and not mail.nudge():
        delivery.drain()
