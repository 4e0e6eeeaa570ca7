"""Reading certificates, and who has earned one. Every list has a full order."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from courses.activities.models import Activity
from courses.attendance import queries as attendance
from courses.attendance.models import Attendance, Mark
from courses.attendance.rules import enough
from courses.certificates.models import STANDING, Certificate, State
from courses.registration.models import Application
from courses.registration.models import State as Applied
from courses.schedule.models import Session
from turin.db import db
from turin.people.models import Person


class Timetable(NamedTuple):
    """What the sessions of an activity come to; the dates are those of the venue."""

    first: date | None
    last: date | None
    days: int
    minutes: int


class Participant(NamedTuple):
    """Somebody with a confirmed seat: how long she was there, and her latest certificate."""

    application: Application
    minutes: int
    per_cent: int
    reaches: bool
    certificate: Certificate | None

    @property
    def is_due(self) -> bool:
        """Whether she has earned a certificate and was never given one."""
        return self.reaches and self.certificate is None


class Progress(NamedTuple):
    """How many certificates of an activity are made, of all that were asked for."""

    made: int
    total: int

    @property
    def running(self) -> bool:
        """Whether some are still being made."""
        return self.made < self.total


def timetable(activity: Activity) -> Timetable:
    """Return what the sessions of ``activity`` come to."""
    sessions = db.session.scalars(
        select(Session)
        .where(Session.activity_id == activity.id)
        .order_by(Session.starts_at, Session.id)
    ).all()
    zone = ZoneInfo(activity.zone)
    days = sorted({session.starts_at.astimezone(zone).date() for session in sessions})
    first, last = (days[0], days[-1]) if days else (None, None)
    return Timetable(first, last, len(days), sum(session.minutes for session in sessions))


def participants(activity: Activity) -> list[Participant]:
    """Return everybody with a confirmed seat, by name."""
    latest = _latest(activity)
    return [
        Participant(
            one.application, one.minutes, one.per_cent, one.reaches, latest.get(one.application.id)
        )
        for one in attendance.sheet(activity).participants
    ]


def _latest(activity: Activity) -> dict[int, Certificate]:
    """Return the latest certificate of each application: one that replaces comes after the old."""
    in_order = (
        select(Certificate).where(Certificate.activity_id == activity.id).order_by(Certificate.id)
    )
    return {one.application_id: one for one in db.session.scalars(in_order)}


def progress(activity: Activity) -> Progress:
    """Return how far the making of an activity's certificates is."""
    of_each_state = (
        select(Certificate.state, func.count().label("number"))
        .where(Certificate.activity_id == activity.id, Certificate.state.in_(STANDING))
        .group_by(Certificate.state)
        .order_by(Certificate.state)
    )
    counted = {row.state: row.number for row in db.session.execute(of_each_state)}
    total = sum(counted.values())
    return Progress(total - counted.get(State.DRAWING, 0), total)


def numbered(number: str) -> Certificate | None:
    """Return the certificate of that number that was handed out, whatever became of it."""
    return db.session.scalars(
        select(Certificate).where(Certificate.number == number, Certificate.sha256.is_not(None))
    ).one_or_none()


def of_person(person: Person) -> list[Certificate]:
    """Return the valid certificates of a person, the latest first."""
    return list(
        db.session.scalars(
            select(Certificate)
            .join(Application)
            .where(Application.person_id == person.id, Certificate.state == State.VALID)
            .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
        )
    )


def to_make(together_with: Certificate) -> list[int]:
    """Return the ids of the certificates whose files wait, of those issued with the given one."""
    return list(
        db.session.scalars(
            select(Certificate.id)
            .where(
                Certificate.state == State.DRAWING,
                Certificate.activity_id == together_with.activity_id,
                Certificate.issued_at == together_with.issued_at,
            )
            .order_by(Certificate.id)
        )
    )


def these(ids: Collection[int]) -> Sequence[Certificate]:
    """Return the certificates that have these ids, in their order."""
    return db.session.scalars(
        select(Certificate).where(Certificate.id.in_(ids)).order_by(Certificate.id)
    ).all()


def awaited(activities: Sequence[Activity]) -> dict[int, int]:
    """Return how many have earned a certificate and were never given one, by the activity's id.

    In two statements for all activities, or in one where nobody waits: nearly everybody who was
    present has a certificate soon, and is not looked at any more.
    """
    shares = {activity.id: activity.attendance_share for activity in activities}
    present = db.session.execute(
        select(Application.activity_id, Application.id, Attendance.session_id)
        .join(Attendance, Attendance.application_id == Application.id)
        .where(
            Application.activity_id.in_(shares),
            Application.state == Applied.CONFIRMED,
            Attendance.mark == Mark.PRESENT,
            Application.id.not_in(select(Certificate.application_id)),
        )
        .order_by(Application.id, Attendance.session_id)
    ).all()
    lengths = _lengths({activity_id for activity_id, _, _ in present})
    minutes: Counter[tuple[int, int]] = Counter()
    for activity_id, application_id, session_id in present:
        minutes[activity_id, application_id] += lengths[activity_id][session_id]
    counts = dict.fromkeys(shares, 0)
    for (activity_id, _), attended in minutes.items():
        of = sum(lengths[activity_id].values())
        counts[activity_id] += enough(attended, of=of, share=shares[activity_id])
    return counts


def _lengths(activity_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Return how many minutes each session lasts, by the activity's id and its own."""
    lengths: dict[int, dict[int, int]] = {activity_id: {} for activity_id in activity_ids}
    if lengths:
        sessions = select(Session).where(Session.activity_id.in_(lengths)).order_by(Session.id)
        for session in db.session.scalars(sessions):
            lengths[session.activity_id][session.id] = session.minutes
    return lengths
