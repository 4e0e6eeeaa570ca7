"""Sessions put on a timetable many at a time, each as far as it fits.

One that can't have its room or its trainer, or falls where it should not, is put there all the
same; what it lacks is a gap, which is told before and after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from courses.activities import operations as activity_operations
from courses.activities import rules as activities
from courses.activities.models import Activity
from courses.schedule import bookings, clashes, operations, queries, rules
from courses.schedule.clashes import Clash, DaysOff, Held, Why
from courses.schedule.models import Session
from courses.schedule.operations import Facts
from courses.schedule.rules import NoSuchTime
from turin import audit
from turin.countries.days_off import day_off
from turin.db import db
from turin.db.types import PartialDate
from turin.people.models import Person, Role

HOUR = timedelta(hours=1)
DOUBTFUL = frozenset({Why.HOURS, Why.SMALL, Why.WEEKEND, Why.ABSENT})


class Gap(StrEnum):
    """What a session could not keep, or why somebody should look at it."""

    OUTSIDE = "outside"  # the activity does not take place on that day
    HOLIDAY = "holiday"  # it is a public holiday at the venue
    CLOCK = "clock"  # the clocks skip that hour: it is an hour later
    ROOM = "room"  # another session is in that room
    TRAINER = "trainer"  # a trainer teaches elsewhere, or no longer teaches


class Lost(NamedTuple):
    """A gap: of which room (its name), trainer (her number), day or time it tells.

    ``had`` is how many trainers the session had.
    """

    gap: Gap
    about: str = ""
    had: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """When and where the sessions take place."""

    starts: PartialDate
    ends: PartialDate | None
    zone: str
    country: str | None

    @classmethod
    def of(cls, activity: Activity) -> "Target":
        """Return when and where ``activity`` takes place."""
        return cls(activity.starts, activity.ends, activity.zone, activity.country)


@dataclass(slots=True)
class Placed:
    """A session as the timetable can have it, and what it lacks of what was asked."""

    facts: Facts
    gaps: list[Lost] = field(default_factory=list)

    @property
    def local_starts(self) -> datetime:
        """What the clocks at the venue show when it starts."""
        return self.facts.slot.local_starts

    @property
    def local_ends(self) -> datetime:
        """What the clocks at the venue show when it ends."""
        return self.facts.slot.local_ends


def add(
    activity: Activity, described: Sequence[Facts], *, by: Person, at: datetime
) -> list[tuple[Session, list[Lost]]]:
    """Put sessions on the timetable of ``activity``, and return each with what it lacks.

    The rooms and trainers are locked before it is looked who is free, so that whoever plans at the
    same time waits, and then sees what is taken. Raises Over or Untitled.
    """
    activity = activity_operations.locked(activity)
    activities.check_not_over(activity)
    for one in described:
        rules.check_named(one.title, one.module)
    hold(described)
    placed = fit(described, Target.of(activity))
    made = write(activity, placed, at)
    audit.record("schedule.filled", activity, by=by, at=at, count=len(made))
    return [(session, one.gaps) for session, one in zip(made, placed, strict=True)]


def hold(described: Sequence[Facts]) -> None:
    """Lock the rooms and trainers of sessions, always in the same order."""
    bookings.lock(
        [one.room.id for one in described if one.room],
        [trainer.id for one in described for trainer in one.trainers],
    )


def fit(described: Sequence[Facts], target: Target) -> list[Placed]:
    """Return sessions, in the same order, as they can be; of two that want the same, the first."""
    placed = [_placed(one, target) for one in described]
    _keep_what_is_free(placed)
    return placed


def doubts(placed: Sequence[Placed], activity: Activity, days_off: DaysOff) -> list[list[Clash]]:
    """Return for each what would not fit and is no gap: it can be, and one may know better."""
    planned = [
        operations.planned(activity, one.facts, -number) for number, one in enumerate(placed, 1)
    ]
    found: dict[int, list[Clash]] = {session.id: [] for session in planned}
    for clash in clashes.find(queries.known_of(planned, days_off)):
        if clash.why in DOUBTFUL:
            found[clash.session.id].append(clash)
    return list(found.values())


def write(activity: Activity, placed: Sequence[Placed], at: datetime) -> list[Session]:
    """Store sessions, flushed, with what they hold."""
    made = [Session(activity=activity) for _one in placed]
    for session, one in zip(made, placed, strict=True):
        operations.describe(session, one.facts)
    db.session.add_all(made)
    db.session.flush()
    bookings.follow(made, at)
    return made


def holiday(country: str | None, day: date, language: str = "en") -> str | None:
    """Return the name of the public holiday that ``day`` is in ``country``, or None."""
    off = day_off(country, day, language)
    return off.name.words if off and off.name else None


def _placed(facts: Facts, target: Target) -> Placed:
    """Look at the day and the time of a session, before anybody has looked at who is free."""
    slot, gaps = facts.slot, []
    if not _exists(facts):
        while not _exists(facts):  # its end may be skipped, and then an hour later its start
            slot = slot.at(slot.local_starts + HOUR)
            facts = replace(facts, slot=slot)
        gaps.append(Lost(Gap.CLOCK, f"{slot.starts:%H:%M}"))
    if not target.starts.first <= slot.day <= (target.ends or target.starts).last:
        gaps.append(Lost(Gap.OUTSIDE))
    if holiday(target.country, slot.day):
        gaps.append(Lost(Gap.HOLIDAY, slot.day.isoformat()))
    return Placed(facts, gaps)


def _exists(facts: Facts) -> bool:
    """Whether the clocks at its venue show both its times."""
    try:
        _ = facts.slot.starts_at, facts.slot.ends_at
    except NoSuchTime:
        return False
    return True


def _keep_what_is_free(placed: Sequence[Placed]) -> None:
    """Take room and trainers from those sessions for which they are not free."""
    held = list(_held_by_others(placed))
    for number, one in enumerate(placed):
        facts = one.facts
        starts_at, ends_at = facts.slot.starts_at, facts.slot.ends_at
        busy = {
            other.thing for other in held if other.starts_at < ends_at and starts_at < other.ends_at
        }
        trainers = [
            trainer
            for trainer in facts.trainers
            if clashes.trainer(trainer) not in busy and _teaches(trainer)
        ]
        taken = facts.room if facts.room and clashes.room(facts.room) in busy else None
        if taken:
            one.gaps.append(Lost(Gap.ROOM, taken.name))
        one.gaps += [
            Lost(Gap.TRAINER, str(trainer.id), len(facts.trainers))
            for trainer in facts.trainers
            if trainer not in trainers
        ]
        one.facts = replace(facts, room=None if taken else facts.room, trainers=trainers)
        held += [Held(starts_at, ends_at, -number, thing) for thing in clashes.things(one.facts)]


def _teaches(person: Person) -> bool:
    return person.disabled_at is None and any(one.role == Role.TRAINER for one in person.roles)


def _held_by_others(placed: Sequence[Placed]) -> Iterator[Held]:
    """Give from when to when sessions of others hold a room or a trainer of these."""
    rooms = {one.facts.room.id for one in placed if one.facts.room}
    trainers = {trainer.id for one in placed for trainer in one.facts.trainers}
    if not rooms and not trainers:
        return
    first = min(one.facts.slot.starts_at for one in placed)
    last = max(one.facts.slot.ends_at for one in placed)
    for one in queries.holding(rooms, trainers, first, last):
        yield Held(one.starts_at, one.ends_at, one.session_id, clashes.thing_of(one))
