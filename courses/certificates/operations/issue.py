"""Issuing: everybody who was there long enough is given a number; the files are made afterwards."""

from datetime import datetime

from courses.activities.models import Activity
from courses.certificates import events, facts, numbers, queries, rules
from courses.certificates.models import Certificate
from courses.registration.models import Application
from turin import audit
from turin.db import db
from turin.events import publish
from turin.people.models import Person


def issue(activity: Activity, *, address: str, by: Person, at: datetime) -> int:
    """Give a certificate to everybody who has earned one and has none; return to how many.

    Two coordinators may press at once, so the activity is locked before it is asked who is due:
    the second waits, asks again and is refused. What is printed is frozen here.

    Raises NothingToIssue.
    """
    db.session.refresh(activity, with_for_update=True)
    due = [one.application for one in queries.participants(activity) if one.is_due]
    rules.check_issuable(due)
    timetable = queries.timetable(activity)
    for application in due:
        db.session.add(numbered(application, timetable, address=address, at=at))
    db.session.flush()
    audit.record("certificates.issued", activity, by=by, at=at, certificates=len(due))
    publish(events.Numbered(activity.id))
    return len(due)


def numbered(
    application: Application, timetable: queries.Timetable, *, address: str, at: datetime
) -> Certificate:
    """Return a certificate with a number and its facts, still to be drawn."""
    number = numbers.new()
    printed = facts.printed(application, timetable, number=number, address=address, at=at)
    return Certificate(
        number=number,
        application=application,
        activity=application.activity,
        language=printed.language,
        printed=printed.as_json(),
        issued_at=at,
    )
