"""Issuing: everybody who was there long enough is given a number; the files are made afterwards."""

from collections.abc import Sequence
from datetime import datetime

from courses.activities.models import Activity
from courses.certificates import facts, numbers, queries, rules
from courses.certificates.models import Certificate
from courses.registration.models import Application
from turin import audit, jobs
from turin.db import db
from turin.people.models import Person

MAKE = "certificates.make"


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
    certificates = [numbered(one, timetable, address=address, at=at) for one in due]
    db.session.add_all(certificates)
    db.session.flush()
    audit.record("certificates.issued", activity, by=by, at=at, certificates=len(due))
    have_made(certificates, by=by, at=at)
    return len(due)


def have_made(
    certificates: Sequence[Certificate], *, by: Person, at: datetime, subject: str = "certificate"
) -> None:
    """Start the job that makes the files of certificates numbered together."""
    jobs.start(MAKE, (subject, certificates[0].id), total=len(certificates), by=by, at=at)


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
