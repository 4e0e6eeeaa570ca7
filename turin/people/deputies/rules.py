"""When somebody may stand in for a coordinator. Values in; nothing, days or a refusal out."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from turin.errors import Refused
from turin.people.models import Deputy, Person

LONGEST = timedelta(days=366)  # from today; nobody knows longer before when she will be away


class Backwards(Refused):
    """The last day is before the first."""


class Over(Refused):
    """The last day is over."""


class TooFar(Refused):
    """The last day is more than a year away."""


class NotHers(Refused):
    """Neither she who is away names the deputy, nor an administrator."""


class RunsNothing(Refused):
    """Somebody may not run activities. Facts: ``name``."""


class NamedAlready(Refused):
    """Somebody stands in for her in those days. Facts: ``name``, ``last``."""


class AwayHerself(Refused):
    """Who is chosen has a deputy in those days. Facts: ``name``."""


class StandsIn(Refused):
    """Who is to be away stands in for somebody in those days. Facts: ``name``."""


def check_days(first: date, last: date, today: date) -> date:
    """Return the first day that counts: what was is not given afterwards.

    Raises Backwards, Over or TooFar.
    """
    if last < first:
        raise Backwards
    if last < today:
        raise Over
    if last > today + LONGEST:
        raise TooFar
    return max(first, today)


def check_no_chain(person: Person, chosen: Person, others: Collection[Deputy]) -> None:
    """Let a deputy have no deputy; ``others`` are those of the same days, of either.

    Raises NamedAlready, StandsIn or AwayHerself.
    """
    for one in others:
        if one.person_id == person.id:
            raise NamedAlready(name=one.deputy.name, last=one.last)
        if one.deputy_id == person.id:
            raise StandsIn(name=one.person.name)
        if one.person_id == chosen.id:
            raise AwayHerself(name=chosen.name)


def today_of(zone: str, at: datetime) -> date:
    """Return which day it is on the clocks of ``zone``."""
    return at.astimezone(ZoneInfo(zone)).date()


def moments(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """Return when the first day begins on the clocks of ``zone``, and when the last is over."""
    clocks = ZoneInfo(zone)
    midnights = (first, last + timedelta(days=1))
    begins, ends = (datetime.combine(day, time(), clocks).astimezone(UTC) for day in midnights)
    return begins, ends
