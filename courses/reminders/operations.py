"""Planning reminders from what the database says, and posting those that are due.

Both may be run at any time and as often as one likes: rows have unique keys, letters too, and the
activity's row is locked, so that two beats and a coordinator who moves the activity queue up.
"""

from datetime import datetime

from sqlalchemy import select

from courses.activities.models import Activity
from courses.activities.rules import check_not_over
from courses.registration import queries as registration
from courses.registration.models import Application
from courses.registration.models import State as Applied
from courses.reminders import queries, rules
from courses.reminders.models import Reminder, State
from turin import audit, mail
from turin.db import db
from turin.db.insert import insert_new
from turin.db.locks import locked
from turin.people.models import Person

START = "reminders.start"
KEY = ("application_id", "label", "move")


def choose(activity: Activity, days: list[int], *, by: Person, at: datetime) -> None:
    """Say how many days before the first day participants are reminded; none: not at all.

    Raises Over.
    """
    activity = locked(activity)
    check_not_over(activity)
    before, activity.reminder_days = activity.reminder_days, sorted(days, reverse=True)
    db.session.flush()
    if before != activity.reminder_days:
        changes = {"reminder_days": [before, activity.reminder_days]}
        audit.record("reminders.chosen", activity, by=by, at=at, changes=changes)
        plan(activity, at=at)


def plan(activity: Activity, *, at: datetime) -> None:
    """Make the reminders of an activity what they should be by now.

    Each participant gets those that are still to come; who confirms her seat three days before the
    start is not told that it is in seven. What is no longer right (she withdrew; the activity was
    moved, postponed or cancelled) is cancelled, and its letter taken back if it has not left.
    """
    db.session.refresh(activity, with_for_update=True)
    _plan(activity, registration.participants(activity), queries.of_activity(activity), at)


def plan_hers(application: Application, *, at: datetime) -> None:
    """Make the reminders of one who takes her seat, or gives it up, what they should be by now.

    Those of the others are as they were: a hundredth participant takes no longer than the first.
    Who gave or took the seat has locked the activity.
    """
    takes_part = [application] if application.state == Applied.CONFIRMED else []
    _plan(application.activity, takes_part, queries.of_application(application), at)


def _plan(
    activity: Activity, participants: list[Application], reminders: list[Reminder], at: datetime
) -> None:
    wanted = _wanted(activity, participants)
    known = {(one.application_id, one.label, one.move): one for one in reminders}
    ahead = {key: due_at for key, due_at in wanted.items() if due_at > at}
    for key in ahead.keys() & known.keys():
        if known[key].state is not State.POSTED:
            known[key].due_at, known[key].state = ahead[key], State.PLANNED
    new = [
        dict(zip(KEY, key, strict=True), due_at=due_at)
        for key, due_at in ahead.items()
        if key not in known
    ]
    insert_new(Reminder, KEY, new)
    _cancel([one for key, one in known.items() if key not in wanted], at)


def dispatch(at: datetime) -> int:
    """Post the reminders that are due, and return how many; too late ones are cancelled instead."""
    due = db.session.scalars(
        select(Reminder)
        .options(*queries.WITH_ACTIVITY_AND_PERSON)
        .where(queries.due(at))
        .order_by(Reminder.id)
        .with_for_update()
    ).all()
    posted = 0
    for reminder in due:
        expires = rules.useless_from(reminder.application.activity, reminder.label)
        if expires <= at:
            reminder.state = State.CANCELLED
            continue
        mail.post(
            START,
            subject=("application", reminder.application_id),
            person=_recipient(reminder.application),
            occurrence=rules.occurrence(reminder.label, reminder.move),
            at=at,
            expires=expires,
        )
        reminder.state, reminder.posted_at = State.POSTED, at
        posted += 1
    db.session.flush()
    return posted


def _wanted(
    activity: Activity, participants: list[Application]
) -> dict[tuple[int, str, int], datetime]:
    """Return when each reminder that there should be is due, by its key."""
    if not rules.is_reminded(activity):
        return {}
    return {
        (one.id, label, activity.moves): due_at
        for one in participants
        for label, due_at in rules.due(activity).items()
    }


def _cancel(wrong: list[Reminder], at: datetime) -> None:
    """Cancel reminders; one whose letter has left stays as it is."""
    letters = [
        (one, one.application_id, rules.occurrence(one.label, one.move))
        for one in wrong
        if one.state is State.POSTED
    ]
    for one in wrong:
        if one.state is State.PLANNED:
            one.state = State.CANCELLED
    db.session.flush()
    for one, application_id, occurrence in letters:
        subject = ("application", application_id)
        if mail.cancel(START, subject=subject, occurrence=occurrence, at=at):
            one.state = State.CANCELLED
            db.session.flush()


def _recipient(application: Application) -> Person | mail.Stranger:
    """Return whom to write to; an application entered by hand may name nobody with an account."""
    return application.person or mail.Stranger(
        name=application.name, email=application.email, language=application.language
    )
