"""In whose hands an activity is: her own, hers for whom she stands in, or in which she assists."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Select, select, true

from courses.activities.models import Activity, ActivityAssistant, ActivityCoordinator
from turin.access import Permission
from turin.people import deputies
from turin.people.models import Person

Numbers = Collection[int] | BindParameter[Collection[int]]


@dataclass(frozen=True, slots=True)
class Charge:
    """An activity that somebody works on.

    She coordinates it, or stands in for the person numbered ``away``, or else assists in it.
    """

    activity: Activity
    coordinates: bool
    away: int | None

    @property
    def assists(self) -> bool:
        """Whether she does the daily work and decides nothing."""
        return not self.coordinates and self.away is None


def coordinated_by(person: Person) -> Select[int]:
    """Return the numbers of what ``person`` runs, for herself or for somebody who is away."""
    return coordinated(deputies.whose_work(person))


def coordinated(people: Numbers) -> Select[int]:
    """Return the numbers of what any of ``people`` coordinates."""
    return select(ActivityCoordinator.activity_id).where(ActivityCoordinator.person_id.in_(people))


def assisted(person: int | BindParameter[int]) -> Select[int]:
    """Return the numbers of what the person with this number assists in."""
    return select(ActivityAssistant.activity_id).where(ActivityAssistant.person_id == person)


def told(activity: Activity, at: datetime) -> list[Person]:
    """Return to whom letters to the coordinators of ``activity`` go: also to their deputies."""
    theirs = [one.person for one in activity.coordinators]
    return list(dict.fromkeys([*theirs, *deputies.deputies_of(theirs, at)]))


def worked_on_by(person: Person) -> ColumnElement[bool]:
    """Whether ``person`` runs an activity or assists in it."""
    return Activity.id.in_(coordinated_by(person).union(assisted(person.id)))


def hers(person: Person) -> ColumnElement[bool]:
    """Whether ``person`` may run an activity: an administrator any, anybody else what is hers."""
    if person.may(Permission.ADMINISTER):
        return true()
    return Activity.id.in_(coordinated_by(person))


def seen_by(person: Person) -> ColumnElement[bool]:
    """Whether ``person`` may see an activity in a list: also where she assists.

    To who works on none, and sees the figures of all, it is every one.
    """
    if person.may(Permission.ADMINISTER) or not person.may(Permission.WORK_ON_ACTIVITIES):
        return true()
    return worked_on_by(person)
