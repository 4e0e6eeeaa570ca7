"""Changing sessions. Each deed runs in its caller's transaction and never commits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from courses.activities import operations as activity_operations
from courses.activities import rules as activities
from courses.activities.models import Activity, ActivityModule
from courses.schedule import bookings, queries, rules
from courses.schedule.models import Booking, Kind, Room, Session
from courses.schedule.rules import Slot
from turin import audit
from turin.db import db
from turin.db.types import Text
from turin.people.models import Person

TOLD = (  # in the history of its activity
    "title",
    "local_starts",
    "local_ends",
    "room_id",
    "online",
    "link",
    "kind",
    "seats",
    "languages",
    "interpreted",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a coordinator says of a session; an empty title takes that of the module.

    ``together`` says why it may have a room or a trainer whom another session has too; ``unnamed``
    that its title says no more than its number, until somebody says what it is.
    """

    slot: Slot
    title: Text
    module: ActivityModule | None
    room: Room | None
    online: bool
    trainers: list[Person]
    together: str = ""
    link: str = ""
    kind: Kind = Kind.PLENARY
    seats: int | None = None
    languages: Sequence[str] = ()
    interpreted: Sequence[str] = ()
    unnamed: bool = False

    @classmethod
    def of(cls, session: Session) -> "Facts":
        """Return what was said of ``session``."""
        return cls(
            slot=rules.slot(session),
            title=session.title,
            module=session.module,
            room=session.room,
            online=session.online,
            trainers=list(session.trainers),
            link=session.link,
            kind=session.kind,
            seats=session.seats,
            languages=session.languages,
            interpreted=session.interpreted,
            unnamed=session.unnamed,
        )


@dataclass(frozen=True, slots=True)
class Filling:
    """What is said of a session that stands on the timetable; no title leaves it as it is called.

    A module that is new to it gives it its title.
    """

    title: Text
    module: ActivityModule | None
    room: Room | None
    trainers: Sequence[Person]

    def on(self, known: Facts) -> Facts:
        """Return what is known of the session then."""
        trainers = sorted(self.trainers, key=lambda trainer: trainer.id)
        same = replace(known, room=self.room, trainers=trainers)
        if not self.title and self.module == known.module:
            return same
        return replace(same, title=self.title, module=self.module, unnamed=False)


def add(activity: Activity, facts: Facts, *, by: Person, at: datetime) -> Session:
    """Put a session on the timetable of ``activity``.

    Raises Over, EndsBeforeStart, NoSuchTime, OutsideDates, Untitled, RoomTaken or TrainerTaken.
    """
    session = Session(activity=activity_operations.locked(activity))
    _write(session, facts, by, at)
    _record("schedule.added", session, {}, by=by, at=at, **_told(facts))
    return session


def change(session: Session, facts: Facts, *, by: Person, at: datetime) -> None:
    """Say something else of a session: another time, room or trainer. Raises as `add`."""
    _lock(session)
    before = _snapshot(session)
    _write(session, facts, by, at)
    _record("schedule.changed", session, before, by=by, at=at, **_told(facts))


def fill(session: Session, filling: Filling, *, by: Person, at: datetime) -> None:
    """Say what a session is, and who is where; its time and all else stay. Raises as `add`."""
    _lock(session)
    before = _snapshot(session)
    _write(session, filling.on(Facts.of(session)), by, at)
    _record("schedule.changed", session, before, by=by, at=at)


def assign(session: Session, trainer: Person, *, by: Person, at: datetime) -> None:
    """Have ``trainer`` teach a session, beside those who do. Raises as `add`."""
    _lock(session)
    if trainer not in session.trainers:
        known, before = Facts.of(session), _snapshot(session)
        _write(session, replace(known, trainers=[*known.trainers, trainer]), by, at)
        _record("schedule.changed", session, before, by=by, at=at)


def release(session: Session, trainer: Person, *, by: Person, at: datetime) -> None:
    """Have ``trainer`` not teach a session. Raises as `add`."""
    _lock(session)
    if trainer in session.trainers:
        known, before = Facts.of(session), _snapshot(session)
        others = [one for one in known.trainers if one != trainer]
        _write(session, replace(known, trainers=others), by, at)
        _record("schedule.changed", session, before, by=by, at=at)


def move(
    session: Session, to: datetime | None, room: Room | None, *, by: Person, at: datetime
) -> None:
    """Give a session another time or room, and leave all else as it is. Raises as `add`.

    ``to`` is when it begins on the clocks at its venue; None for either leaves what is.
    """
    _lock(session)
    known, before = Facts.of(session), _snapshot(session)
    slot = known.slot.at(to) if to else known.slot
    same = replace(known, slot=slot, room=room or known.room)
    _write(session, same, by, at)
    _record("schedule.moved", session, before, by=by, at=at)


def remove(session: Session, *, by: Person, at: datetime) -> None:
    """Take a session off the timetable, with its marks of attendance. Raises Over."""
    _lock(session)
    activities.check_not_over(session.activity)
    audit.record(
        "schedule.removed",
        session,
        by=by,
        at=at,
        part_of=session.activity,
        words=dict(session.title),
        changes=_changes(_snapshot(session), {}),
    )
    db.session.execute(delete(Booking).where(Booking.session_id == session.id))
    db.session.delete(session)
    db.session.flush()


def follow_zone(activity: Activity, *, at: datetime) -> None:
    """Keep each session at the time that was entered, now that it is one of another zone.

    Raises NoSuchTime, RoomTaken or TrainerTaken where that time can't be.
    """
    sessions = queries.with_trainers(activity)
    for session in sessions:
        _put(session, replace(rules.slot(session), zone=activity.zone))
    db.session.flush()
    bookings.follow(sessions, at)


def follow_state(activity: Activity, *, at: datetime) -> None:
    """Hold rooms and trainers again, or let them go, as the state of ``activity`` now says.

    Raises RoomTaken or TrainerTaken if others took them meanwhile.
    """
    bookings.follow(queries.with_trainers(activity), at)


def describe(session: Session, facts: Facts) -> None:
    """Have ``session`` say what was said of it."""
    session.title = facts.title or (facts.module.title if facts.module else Text())
    session.module, session.unnamed = facts.module, facts.unnamed
    session.room, session.online, session.link = facts.room, facts.online, facts.link
    session.kind, session.seats = facts.kind, facts.seats
    session.languages, session.interpreted = list(facts.languages), list(facts.interpreted)
    session.trainers = facts.trainers
    _put(session, facts.slot)


def planned(activity: Activity, facts: Facts, number: int) -> Session:
    """Return a session that is nowhere stored, to see with what it would clash."""
    session = Session(id=number, activity=activity)
    describe(session, facts)
    return session


def _lock(session: Session) -> None:
    """Let one at a time change a session, or its activity, which says when and where it can be."""
    activity_operations.locked(session.activity)
    db.session.refresh(session)


def _write(session: Session, facts: Facts, by: Person, at: datetime) -> None:
    """Write what was said and book what it needs: both, or after a refusal neither."""
    activities.check_not_over(session.activity)
    rules.check_times(facts.slot, session.activity)
    rules.check_named(facts.title, facts.module)
    with db.session.begin_nested():
        describe(session, facts)
        db.session.add(session)
        db.session.flush()
        allowed = bookings.Allowed(by, facts.together) if facts.together else None
        bookings.follow([session], at, allowed)


def _snapshot(session: Session) -> dict[str, Any]:
    return {
        **audit.snapshot(session, TOLD),
        "trainers": sorted(one.id for one in session.trainers),
    }


def _changes(before: dict[str, Any], after: dict[str, Any]) -> audit.Changes:
    """Return what the history tells. Of a link only that there was or is one.

    It lets in whoever has it, and the history is kept for two years.
    """
    changes = audit.differences(before, after)
    if "link" in changes:
        changes["link"] = [bool(one) for one in changes["link"]]
    return changes


def _record(
    deed: str, session: Session, before: dict[str, Any], *, by: Person, at: datetime, **facts: str
) -> None:
    audit.record(
        deed,
        session,
        by=by,
        at=at,
        part_of=session.activity,
        words=dict(session.title),
        changes=_changes(before, _snapshot(session)),
        **facts,
    )


def _told(facts: Facts) -> dict[str, str]:
    """Return what the audit keeps of a session: why it may be beside another."""
    return {"together": facts.together} if facts.together else {}


def _put(session: Session, slot: Slot) -> None:
    session.zone = slot.zone
    session.local_starts, session.local_ends = slot.local_starts, slot.local_ends
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
