"""What activities tell the capabilities above them; who listens is listed in courses/wiring.py."""

from dataclasses import dataclass
from datetime import datetime

from courses.activities.models import Activity, ActivityCopy, Part
from turin.db.types import PartialDate
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Opened:
    """People may apply now."""

    activity: Activity
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Enough people come: it takes place."""

    activity: Activity
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """It has other dates than those announced: ``started`` and ``ended`` were the old ones."""

    activity: Activity
    started: PartialDate
    ended: PartialDate | None
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Rezoned:
    """The clocks of its timetable are those of another time zone."""

    activity: Activity
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Postponed:
    """It does not take place when it was announced, and no other dates are known yet."""

    activity: Activity
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It does not take place."""

    activity: Activity
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Copied:
    """An activity is planned as another was; ``taken`` says what it takes over from it."""

    copied: ActivityCopy
    taken: frozenset[Part]
    by: Person
    at: datetime
