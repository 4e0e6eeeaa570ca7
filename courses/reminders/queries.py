"""Reading reminders, and of which activities they may be due. Every list has a full order."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
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
AHEAD = timedelta(days=9)  # the first reminder, and the date line


def to_plan(at: datetime) -> list[Activity]:
    """Return the activities whose reminders may be due within a day, by id.

    Those are the ones about to start with participants, and those with planned reminders, right or
    wrong.
    """
    today = at.date()
    starting = and_(
        Activity.state.in_(TAKES_PLACE),
        Activity.starts.between((today - AHEAD).isoformat(), (today + AHEAD).isoformat()),
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
