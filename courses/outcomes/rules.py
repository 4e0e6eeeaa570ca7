"""What outcomes and their commitments allow: pure rules."""

from datetime import date

from courses.outcomes.models import AWAITED, Commitment
from turin.db.types import PartialDate
from turin.errors import Refused


class DueBeforeAdoption(Refused):
    """A commitment is due before it was made."""


class NothingNew(Refused):
    """The commitment is in that state already, and nothing is said of it."""


def check_due(due: PartialDate | None, adopted: PartialDate | None) -> None:
    """Raise DueBeforeAdoption if no day of ``due`` is on or after the first of ``adopted``."""
    if due and adopted and due.last < adopted.first:
        raise DueBeforeAdoption(adopted=adopted)


def check_news(commitment: Commitment, state: str, words: str) -> None:
    """Raise NothingNew if neither the state changes nor anything is said of it."""
    if state == commitment.state and not words:
        raise NothingNew(state=commitment.state)


def is_late(commitment: Commitment, today: date) -> bool:
    """Whether its last day is past and it is neither done nor given up."""
    due = commitment.due
    return due is not None and due.last < today and commitment.state in AWAITED
