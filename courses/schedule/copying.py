"""Sessions as there were before: those of an earlier run on the days of a new one, or of a day.

They keep their time on the clocks of the wall, and those of a run their weekday, in the zone of the
new venue. What they could not keep is a gap, as `many` tells it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.activities import operations as activities
from courses.activities.events import Copied
from courses.activities.models import Activity, ActivityCopy, Part
from courses.schedule import many
from courses.schedule.many import Gap, Lost, Placed, Target
from courses.schedule.models import Session
from courses.schedule.operations import Facts
from turin.db import db

WEEK = 7


def lay_out(
    source: Activity, target: Target, taken: Collection[Part]
) -> list[tuple[Session, Placed]]:
    """Return the sessions of ``source``, by time, each as a run at ``target`` would have it."""
    if Part.SESSIONS not in taken or target.starts.day is None:
        return []
    sessions = _sessions(source)
    placed = many.fit(_moved(sessions, source, target, taken), target)
    return list(zip(sessions, placed, strict=True))


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


def repeated(sessions: Sequence[Session], days: timedelta) -> list[Facts]:
    """Return ``sessions`` of one timetable so many days later, before they are put there."""
    return [
        replace(one, slot=replace(one.slot, day=one.slot.day + days))
        for one in map(Facts.of, sessions)
    ]


def copy_sessions(copied: Copied) -> None:
    """Give the new activity the sessions of the earlier one, and note what they could not keep."""
    made, source = copied.copied.activity, copied.copied.source
    if source is None or Part.SESSIONS not in copied.taken:
        return
    many.hold([Facts.of(one) for one in _sessions(source)])
    modules = {one.position: one for one in made.modules}
    placed = [one for _session, one in lay_out(source, Target.of(made), copied.taken)]
    for one in placed:
        old = one.facts.module
        one.facts = replace(one.facts, module=modules.get(old.position) if old else None)
    sessions = many.write(made, placed, copied.at)
    copied.copied.gaps = {
        str(session.id): [[lost.gap.value, lost.about, lost.had] for lost in one.gaps]
        for session, one in zip(sessions, placed, strict=True)
        if one.gaps
    }
    if copied.copied.gaps:
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


def _sessions(source: Activity) -> list[Session]:
    return list(
        db.session.scalars(
            select(Session)
            .options(selectinload(Session.trainers), selectinload(Session.module))
            .where(Session.activity_id == source.id)
            .order_by(Session.starts_at, Session.id)
        )
    )


def _moved(
    sessions: Sequence[Session], source: Activity, target: Target, taken: Collection[Part]
) -> list[Facts]:
    """Return sessions on their new days, before anybody has looked at who is free."""
    days = timedelta(days=shift([one.local_starts.date() for one in sessions], source, target))
    described = []
    for one in repeated(sessions, days):
        slot = replace(one.slot, zone=target.zone)
        room = one.room if Part.ROOMS in taken else None
        trainers = one.trainers if Part.TRAINERS in taken else []
        described.append(replace(one, slot=slot, room=room, trainers=trainers))
    return described
