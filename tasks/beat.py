"""What is done at regular times: the one table, and how each slot of it is done once.

Every job looks in the database for what is due, so a tick that was missed is made good by the
next, and a second beat is harmless: whoever comes second finds the slot taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task

from courses.exchange.imports import operations as imports
from courses.materials.derived import operations as derived
from courses.materials.library import waiting
from courses.schedule.calendars import operations as calendars
from courses.schedule.inviting import operations as inviting
from tasks import activities, jobs, mail, materials, registration, reminders, storage, uploads
from turin import audit, clock, health
from turin import jobs as long_work
from turin.db import transaction
from turin.mail import delivery
from turin.people import forgetting
from turin.uploads import operations as sent_files

HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Regular:
    """A job of beat: what ``work`` does every so many seconds, in one transaction."""

    name: str
    seconds: int
    work: Callable[[datetime], None]


TABLE = (
    Regular("mail.sweep", 30, mail.sweep),  # what is due, too late, or was never settled
    Regular("jobs.wake", 60, jobs.wake),  # work whose worker is gone or never came
    Regular("reminders.post", 60, reminders.post_due),  # planned from the database, then posted
    Regular("registration.expire_offers", 60, registration.expire_offers),
    Regular("registration.forget", DAY, registration.forget),
    Regular("activities.forget", DAY, activities.forget),
    Regular("library.forget", DAY, waiting.forget),  # who waited two years for a language
    Regular("materials.forget", DAY, materials.forget),  # old packs, days, who fetched what
    Regular("mail.forget", DAY, delivery.forget),  # the text of old messages, then all of them
    Regular("people.forget", DAY, forgetting.forget),  # sign-ins and links that are over
    Regular("jobs.forget", DAY, long_work.forget),
    Regular("uploads.settle_waiting", 600, uploads.settle_waiting),  # for the scanner
    Regular("uploads.forget", HOUR, sent_files.forget),  # what was not finished, or not used
    Regular("imports.forget", 600, imports.forget),  # what was sent more than an hour ago
    Regular("derived.resume", 600, derived.resume),  # previews whose work broke off for good
    Regular("derived.forget", DAY, derived.forget),  # those of files that are gone
    Regular("calendars.forget", DAY, calendars.forget),  # what they told as cancelled long enough
    Regular("inviting.forget", DAY, inviting.forget),
    Regular("storage.remove_unused", DAY, storage.remove_unused),  # what no row names for a week
    Regular("storage.check", DAY, storage.check),  # whether files are still what was stored
    Regular("audit.forget", DAY, audit.forget),
    Regular("health.forget", DAY, health.forget_ticks),  # old rows of this very table's slots
)


@shared_task(name="beat.run")
def run(name: str) -> None:
    """Do a job of the table, unless its slot has been done."""
    regular = next(job for job in TABLE if job.name == name)
    now = clock.now()
    with transaction():
        if health.tick(name, int(now.timestamp()) // regular.seconds, at=now):
            regular.work(now)


def schedule() -> dict[str, dict[str, Any]]:
    """Return the table as Celery's beat reads it.

    What is done once a day is asked for each hour: beat counts from its own start, so that one that
    is started anew every day would never come to it. The slot sees to it that it is done once.
    """
    return {
        job.name: {
            "task": "beat.run",
            "args": (job.name,),
            "schedule": timedelta(seconds=min(job.seconds, HOUR)),
            "options": {"expires": min(job.seconds, HOUR)},
        }
        for job in TABLE
    }
