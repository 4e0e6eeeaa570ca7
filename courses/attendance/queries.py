"""Reading attendance. Every list has a full order; nothing here writes."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import selectinload

from courses.activities.models import Activity
from courses.attendance import rules
from courses.attendance.models import Attendance, Mark
from courses.registration import queries as registration
from courses.registration.models import Application, State
from courses.schedule.models import Session
from turin.db import db


class Attended(NamedTuple):
    """Where and for how long one participant was present; ``marks`` are by the session's id."""

    application: Application
    marks: dict[int, Mark]
    minutes: int
    per_cent: int
    reaches: bool


class Sheet(NamedTuple):
    """All participants of an activity and all its sessions; ``minutes`` is how long these last."""

    sessions: list[Session]
    minutes: int
    participants: list[Attended]


def sheet(activity: Activity) -> Sheet:
    """Return who was where: sessions by time, participants by name."""
    sessions = list(
        db.session.scalars(
            select(Session)
            .where(Session.activity_id == activity.id)
            .order_by(Session.starts_at, Session.id)
        )
    )
    total = sum(session.minutes for session in sessions)
    minutes, marks = minutes_attended(activity), _marks(activity)
    return Sheet(
        sessions,
        total,
        [
            Attended(
                one,
                marks.get(one.id, {}),
                minutes.get(one.id, 0),
                100 * minutes.get(one.id, 0) // total if total else 0,
                rules.enough(minutes.get(one.id, 0), of=total, share=activity.attendance_share),
            )
            for one in participants(activity)
        ],
    )


def participants(activity: Activity) -> list[Application]:
    """Return the applications of those who take part, by name."""
    return sorted(
        registration.participants(activity), key=lambda one: (one.name.casefold(), one.id)
    )


def minutes_attended(activity: Activity) -> dict[int, int]:
    """Return how many minutes each participant was present, by the id of her application."""
    present = (
        select(Attendance.application_id, Session)
        .join(Session)
        .where(Session.activity_id == activity.id, Attendance.mark == Mark.PRESENT)
    )
    minutes: dict[int, int] = {}
    for application_id, session in db.session.execute(present.order_by(Session.id)):
        minutes[application_id] = minutes.get(application_id, 0) + session.minutes
    return minutes


def of_session(session: Session) -> dict[int, Attendance]:
    """Return what is marked of a session, by the id of the application."""
    marked = (
        select(Attendance)
        .options(selectinload(Attendance.marked_by))
        .where(Attendance.session_id == session.id)
    )
    return {one.application_id: one for one in db.session.scalars(marked)}


def unmarked(activities: Sequence[Activity], at: datetime) -> dict[int, list[Session]]:
    """Return the sessions that are over and of which any participant lacks a mark, by time.

    They are given by the id of the activity, in one statement for all activities.
    """
    found: dict[int, list[Session]] = {activity.id: [] for activity in activities}
    for session in db.session.scalars(_unmarked(), {"activities": list(found), "at": at}):
        found[session.activity_id].append(session)
    return found


@cache
def _unmarked() -> Select[Session]:
    lacking = (
        select(Application.id)
        .outerjoin(
            Attendance,
            (Attendance.application_id == Application.id) & (Attendance.session_id == Session.id),
        )
        .where(
            Application.activity_id == Session.activity_id,
            Application.state == State.CONFIRMED,
            Attendance.application_id.is_(None),
        )
        .correlate(Session)
    )
    return (
        select(Session)
        .where(Session.activity_id.in_(bindparam("activities", expanding=True)))
        .where(Session.ends_at <= bindparam("at"), lacking.exists())
        .order_by(Session.starts_at, Session.id)
    )


def _marks(activity: Activity) -> dict[int, dict[int, Mark]]:
    """Return every mark of an activity, by application and session."""
    marked = (
        select(Attendance.application_id, Attendance.session_id, Attendance.mark)
        .join(Session)
        .where(Session.activity_id == activity.id)
        .order_by(Attendance.application_id, Attendance.session_id)
    )
    found: dict[int, dict[int, Mark]] = {}
    for application_id, session_id, mark in db.session.execute(marked):
        found.setdefault(application_id, {})[session_id] = mark
    return found
