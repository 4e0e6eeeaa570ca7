"""How a group of applicants divides: pure figures over applications."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from courses.registration.models import Application
from turin.countries import Region, region_of
from turin.organisations.models import Group
from turin.people.models import Sex


@dataclass(frozen=True, slots=True)
class Balance:
    """How a group of people divides."""

    groups: Counter[Group | None]
    sexes: Counter[Sex | None]
    regions: Counter[Region | None]
    total: int


def balance_of(applications: Iterable[Application]) -> Balance:
    """Return how those who sent ``applications`` divide by group, sex and region."""
    people = list(applications)
    return Balance(
        groups=Counter(one.group for one in people),
        sexes=Counter(one.sex for one in people),
        regions=Counter(region_of(one.country) for one in people),
        total=len(people),
    )
