"""Reading reminders, and of which activities they may be due. Every list has a full order."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from courses.activities.models import Activity
from courses.activities.rules import TAKES_PLACE
from courses.registration.models import Application
from courses.registration.models import State as Applied
from courses.reminders import rules
from courses.reminders.models import Reminder, State
from courses.schedule.models import Session
from turin.db import db

WITH_ACTIVITY_AND_PERSON = (
    selectinload(Reminder.application).selectinload(Application.activity),
    selectinload(Reminder.application).selectinload(Application.person),
)
AROUND = timedelta(days=2)  # a day ahead, and the date line


def to_plan(at: datetime) -> list[Activity]:
    """Return the activities whose reminders may be due within a day, by id.

    Those are the ones about to start with participants, and those with planned reminders, right or
    wrong.
    """
    starting = and_(
        Activity.state.in_(TAKES_PLACE),
        or_(*(_starts_in(days, at.date()) for days in rules.OFFERED)),
        Activity.id.in_(
            select(Application.activity_id).where(Application.state == Applied.CONFIRMED)
        ),
    )
    planned = Activity.id.in_(
        select(Application.activity_id)
        .join(Reminder, Reminder.application_id == Application.id)
        .where(Reminder.state == State.PLANNED, Reminder.due_at <= at + timedelta(days=1))
    )
    return list(
        db.session.scalars(select(Activity).where(or_(starting, planned)).order_by(Activity.id))
    )


def _starts_in(days: int, today: date) -> ColumnElement[bool]:
    first = today + timedelta(days=days)
    return Activity.starts.between((first - AROUND).isoformat(), (first + AROUND).isoformat())


def of_activity(activity: Activity) -> list[Reminder]:
    """Return all reminders of an activity, whatever became of them."""
    return list(
        db.session.scalars(
            select(Reminder)
            .join(Application)
            .where(Application.activity_id == activity.id)
            .order_by(Reminder.id)
        )
    )


def of_application(application: Application) -> list[Reminder]:
    """Return all reminders of one application, whatever became of them."""
    return list(
        db.session.scalars(
            select(Reminder).where(Reminder.application_id == application.id).order_by(Reminder.id)
        )
    )


def counted(activity: Activity) -> dict[tuple[str, State], int]:
    """Return how many reminders of its first day as it stands are in each state, by label."""
    rows = db.session.execute(
        select(Reminder.label, Reminder.state, func.count())
        .join(Application)
        .where(Application.activity_id == activity.id, Reminder.move == activity.moves)
        .group_by(Reminder.label, Reminder.state)
    )
    return {(label, state): number for label, state, number in rows}


def due(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a reminder is to be posted now."""
    return and_(Reminder.state == State.PLANNED, Reminder.due_at <= at)


def first_session(activity: Activity) -> Session | None:
    """Return the session with which an activity starts, on its first day or after."""
    start = rules.moment(activity, 0) - timedelta(hours=rules.HOUR.hour)
    return db.session.scalars(
        select(Session)
        .where(Session.activity_id == activity.id, Session.starts_at >= start)
        .order_by(Session.starts_at, Session.id)
        .limit(1)
    ).one_or_none()
