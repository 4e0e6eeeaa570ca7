"""The sessions of an earlier run, on the days of a new one.

They keep their weekday and their time on the clocks of the wall, in the zone of the new venue. A
session that can't keep its room or its trainer, or falls where it should not, is copied all the
same; what it could not keep is a gap, which is told before and after.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import selectinload

from courses.activities import operations as activities
from courses.activities.events import Copied
from courses.activities.models import Activity, ActivityCopy, Part
from courses.schedule import bookings
from courses.schedule.models import Booking, Room, Session
from courses.schedule.rules import NoSuchTime, instant
from turin.countries.days_off import day_off
from turin.db import db
from turin.db.types import PartialDate
from turin.people.models import Person, Role

WEEK = 7
HOUR = timedelta(hours=1)
Held = tuple[datetime, datetime, tuple[str, int | None]]  # from, until, which room or trainer
SET = {  # what a copied session does not take from the old one as it was
    "id", "activity_id", "module_id", "room_id", "zone",
    "local_starts", "local_ends", "starts_at", "ends_at",
    "uid", "sequence", "changed_at",
}  # fmt: skip


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
    """When and where the new run takes place."""

    starts: PartialDate
    ends: PartialDate | None
    zone: str
    country: str | None


@dataclass(slots=True)
class Placed:
    """A session of the earlier run as the new one has it."""

    session: Session
    zone: str
    local_starts: datetime
    local_ends: datetime
    room: Room | None
    trainers: list[Person]
    gaps: list[Lost] = field(default_factory=list)

    @property
    def starts_at(self) -> datetime:
        """The instant at which it starts."""
        return instant(self.local_starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant at which it ends."""
        return instant(self.local_ends, self.zone)


def lay_out(source: Activity, target: Target, taken: Collection[Part]) -> list[Placed]:
    """Return the sessions of ``source`` as a run at ``target`` would have them, by time."""
    if Part.SESSIONS not in taken or target.starts.day is None:
        return []
    sessions = _sessions(source)
    days = timedelta(days=shift([one.local_starts.date() for one in sessions], source, target))
    placed = [_placed(one, days, target, taken) for one in sessions]
    _keep_what_is_free(placed)
    return placed


def shift(days: Sequence[date], source: Activity, target: Target) -> int:
    """Return by how many days to move ``days`` so that they keep their weekdays.

    Of the two nearest numbers of whole weeks, that which leaves fewer of them outside the dates;
    if both leave as many, the nearer one.
    """
    away = (target.starts.first - source.starts.first).days
    weeks = away // WEEK * WEEK
    last = (target.ends or target.starts).last

    def cost(by: int) -> tuple[int, int]:
        moved = [day + timedelta(days=by) for day in days]
        return sum(not target.starts.first <= day <= last for day in moved), abs(by - away)

    return min((weeks, weeks + WEEK), key=cost)


def copy_sessions(copied: Copied) -> None:
    """Give the new activity the sessions of the earlier one, and note what they could not keep.

    The rooms and trainers are locked first, always in the same order, so that whoever plans at the
    same time waits, and then sees what is taken.
    """
    made, source = copied.copied.activity, copied.copied.source
    if source is None or Part.SESSIONS not in copied.taken:
        return
    sessions = _sessions(source)
    _lock(Room, {one.room_id for one in sessions if one.room_id})
    _lock(Person, {trainer.id for one in sessions for trainer in one.trainers})
    target = Target(made.starts, made.ends, made.zone, made.country)
    modules = {one.position: one.id for one in made.modules}
    gaps = {}
    for one in lay_out(source, target, copied.taken):
        session = _made(one, made, modules)
        db.session.add(session)
        db.session.flush()
        bookings.follow([session])
        if one.gaps:
            gaps[str(session.id)] = [[lost.gap.value, lost.about, lost.had] for lost in one.gaps]
    copied.copied.gaps = gaps
    if gaps:
        activities.note_gaps(made, at=copied.at)


def still_open(copied: ActivityCopy) -> list[tuple[Session, list[Lost]]]:
    """Return the sessions that still lack what they could not keep, each with what, by time."""
    found = select(Session).options(selectinload(Session.trainers))
    known = found.where(Session.id.in_([int(number) for number in copied.gaps]))
    left = (
        (one, [lost for lost in _lost(copied, one) if _stands(one, copied.activity, lost)])
        for one in db.session.scalars(known.order_by(Session.starts_at, Session.id))
    )
    return [(one, gaps) for one, gaps in left if gaps]


def _lost(copied: ActivityCopy, session: Session) -> list[Lost]:
    return [Lost(Gap(gap), about, had) for gap, about, had in copied.gaps[str(session.id)]]


def _stands(session: Session, activity: Activity, lost: Lost) -> bool:
    """Whether nobody has mended it yet."""
    day = session.local_starts.date()
    if lost.gap is Gap.OUTSIDE:
        return not activity.starts.first <= day <= (activity.ends or activity.starts).last
    if lost.gap is Gap.ROOM:
        return session.room is None and not session.online
    if lost.gap is Gap.TRAINER:
        return len(session.trainers) < lost.had
    return lost.about in {day.isoformat(), f"{session.local_starts:%H:%M}"}


def holiday(country: str | None, day: date, language: str = "en") -> str | None:
    """Return the name of the public holiday that ``day`` is in ``country``, or None."""
    off = day_off(country, day, language)
    return off.name.words if off and off.name else None


def _sessions(source: Activity) -> list[Session]:
    return list(
        db.session.scalars(
            select(Session)
            .options(selectinload(Session.trainers), selectinload(Session.module))
            .where(Session.activity_id == source.id)
            .order_by(Session.starts_at, Session.id)
        )
    )


def _placed(session: Session, days: timedelta, target: Target, taken: Collection[Part]) -> Placed:
    """Put a session on its new day, before anybody has looked at who is free."""
    made = Placed(
        session,
        target.zone,
        session.local_starts + days,
        session.local_ends + days,
        session.room if Part.ROOMS in taken else None,
        list(session.trainers) if Part.TRAINERS in taken else [],
    )
    if not _exists(made):
        while not _exists(made):  # its end may be skipped, and then an hour later its start
            made.local_starts, made.local_ends = made.local_starts + HOUR, made.local_ends + HOUR
        made.gaps.append(Lost(Gap.CLOCK, f"{made.local_starts:%H:%M}"))
    day = made.local_starts.date()
    if not target.starts.first <= day <= (target.ends or target.starts).last:
        made.gaps.append(Lost(Gap.OUTSIDE))
    if holiday(target.country, day):
        made.gaps.append(Lost(Gap.HOLIDAY, day.isoformat()))
    return made


def _exists(made: Placed) -> bool:
    """Whether the clocks at its venue show both its times."""
    try:
        _ = made.starts_at, made.ends_at
    except NoSuchTime:
        return False
    return True


def _keep_what_is_free(placed: Sequence[Placed]) -> None:
    """Take room and trainers from those sessions for which they are not free."""
    held = list(_held_by_others(placed))
    for one in placed:
        starts_at, ends_at = one.starts_at, one.ends_at
        busy = {what for begins, ends, what in held if begins < ends_at and starts_at < ends}
        if one.room and ("room", one.room.id) in busy:
            one.gaps.append(Lost(Gap.ROOM, one.room.name))
            one.room = None
        had = list(one.trainers)
        for trainer in had:
            if ("trainer", trainer.id) in busy or not _teaches(trainer):
                one.gaps.append(Lost(Gap.TRAINER, str(trainer.id), len(had)))
                one.trainers.remove(trainer)
        held += [(starts_at, ends_at, what) for what in _holds(one)]


def _teaches(person: Person) -> bool:
    return person.disabled_at is None and any(one.role == Role.TRAINER for one in person.roles)


def _holds(one: Placed) -> Iterator[tuple[str, int]]:
    if one.room:
        yield "room", one.room.id
    for trainer in one.trainers:
        yield "trainer", trainer.id


def _held_by_others(placed: Sequence[Placed]) -> Iterator[Held]:
    """Give from when to when sessions of others hold a room or a trainer of these."""
    rooms = {one.room.id for one in placed if one.room}
    trainers = {trainer.id for one in placed for trainer in one.trainers}
    if not rooms and not trainers:
        return
    rows = select(Booking.starts_at, Booking.ends_at, Booking.room_id, Booking.person_id).where(
        or_(Booking.room_id.in_(rooms), Booking.person_id.in_(trainers)),
        Booking.starts_at < max(one.ends_at for one in placed),
        Booking.ends_at > min(one.starts_at for one in placed),
    )
    for starts_at, ends_at, room_id, person_id in db.session.execute(rows):
        yield starts_at, ends_at, ("room", room_id) if room_id else ("trainer", person_id)


def _made(one: Placed, activity: Activity, modules: dict[int, int]) -> Session:
    """Return the new session: all that the old one says, with what is new."""
    old = one.session
    same = [column.key for column in inspect(Session).column_attrs if column.key not in SET]
    made = Session(
        activity_id=activity.id,
        module_id=modules.get(old.module.position) if old.module else None,
        room_id=one.room.id if one.room else None,
        zone=one.zone,
        local_starts=one.local_starts,
        local_ends=one.local_ends,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        **{name: getattr(old, name) for name in same},
    )
    made.trainers = one.trainers
    return made


def _lock(kind: type[Room] | type[Person], ids: Iterable[int]) -> None:
    db.session.scalars(
        select(kind.id)
        .where(kind.id.in_(sorted(ids)))
        .order_by(kind.id)
        .with_for_update(key_share=True)
    ).all()
