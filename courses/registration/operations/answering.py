"""What she decides herself: to take the seat or not, to go, how her certificate calls her."""

from datetime import datetime

from courses.activities import rules as activities
from courses.registration import events, rules
from courses.registration.models import Application
from courses.registration.operations.deciding import decide, lock_with_activity, tell
from courses.registration.rules import Deed
from turin import audit
from turin.db import db
from turin.events import publish
from turin.people.models import Person
from turin.people.names import cleaned


def confirm(application: Application, *, by: Person, at: datetime) -> None:
    """Take the seat that is offered. Raises WrongState, Over, DatesUnknown or AnswerTooLate."""
    lock_with_activity(application)
    rules.check_deed(application, Deed.CONFIRM)
    rules.check_answerable(application, at)
    decided = decide(application, Deed.CONFIRM, by=by, at=at)
    tell(decided, Deed.CONFIRM, at=at)
    publish(events.Confirmed(application, by, at))


def refuse(application: Application, *, by: Person, at: datetime, reason: str = "") -> None:
    """Leave the offered seat to somebody else. Raises WrongState or Over."""
    lock_with_activity(application)
    activities.check_not_over(application.activity)
    decided = decide(application, Deed.REFUSE, by=by, at=at, reason=reason)
    tell(decided, Deed.REFUSE, at=at)
    publish(events.TurnedDown(application, by, at))


def withdraw(application: Application, *, by: Person, at: datetime, reason: str = "") -> None:
    """Take the application back, and with it the seat. Raises WrongState or Over."""
    lock_with_activity(application)
    activities.check_not_over(application.activity)
    decided = decide(application, Deed.WITHDRAW, by=by, at=at, reason=reason)
    tell(decided, Deed.WITHDRAW, at=at)
    publish(events.Withdrawn(application, by, at))


def correct_name(application: Application, name: str, *, by: Person, at: datetime) -> None:
    """Have the certificate carry ``name``, and the next application too.

    A certificate that was issued keeps its name. Raises NameNeeded.
    """
    name = cleaned(name)
    if not name:
        raise rules.NameNeeded
    application.certificate_name = by.certificate_name = name
    db.session.flush()
    audit.record("registration.correct_name", application, by=by, at=at)
