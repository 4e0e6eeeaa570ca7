"""What registration tells the capabilities above it; who listens is listed in courses/wiring.py."""

from dataclasses import dataclass
from datetime import datetime

from courses.registration.models import Application
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Happened:
    """Something was done with an application; ``by`` is None where the program itself did it."""

    application: Application
    by: Person | None
    at: datetime


class Submitted(Happened):
    """It was sent."""


class Verified(Happened):
    """Whoever sent it has shown that she is who she says."""


class Reserved(Happened):
    """She is on the reserve list."""


class Offered(Happened):
    """She is offered a seat."""


class Declined(Happened):
    """The Centre could not choose her."""


class Confirmed(Happened):
    """She takes part."""


class TurnedDown(Happened):
    """She does not want the seat that she was offered."""


class Withdrawn(Happened):
    """She takes her application back, and does not take part if she was to."""


class Expired(Happened):
    """She did not answer the offer in time."""
