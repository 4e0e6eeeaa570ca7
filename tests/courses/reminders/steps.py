"""What the tests of reminders do and look at; times are those of the moved clock."""

from courses.registration.models import State
from courses.reminders import operations, queries
from tests.factories import activities, attendance
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.mail.models import Outgoing


def starting(day, **over):
    with transaction():
        return activities.activity(
            **{"starts": PartialDate(day), "ends": None, "deadline": None, **over}
        )


def seat(activity, **over):
    """Somebody takes part from now on, and the reminders are planned at once."""
    with transaction():
        made = attendance.participant(activity, **over)
        operations.plan(activity, at=clock.now())
    return made


def plan(activity):
    with transaction():
        operations.plan(activity, at=clock.now())


def dispatch():
    with transaction():
        return operations.dispatch(clock.now())


def withdraw(application):
    with transaction():
        application.state = State.WITHDRAWN
        db.session.flush()
        operations.plan(application.activity, at=clock.now())


def planned(activity):
    """What stands in the table: label, move, state and due moment in UTC."""
    return [
        (one.label, one.move, one.state.value, one.due_at.strftime("%Y-%m-%d %H:%M"))
        for one in queries.of_activity(activity)
    ]


def letters():
    """What stands in the outbox: occurrence, state, and until when it is of use."""
    rows = db.session.query(Outgoing).order_by(Outgoing.id)
    return [
        (one.intent.occurrence, one.state.value, one.expires_at.strftime("%Y-%m-%d %H:%M"))
        for one in rows
    ]
