"""Certificates and those who earn them: made inside an open transaction, and flushed."""

from datetime import date
from itertools import count

from sqlalchemy import select

from courses.attendance.models import Attendance, Mark
from courses.certificates import operations
from courses.certificates.drawing import Printed, Signatory
from courses.certificates.drawing.page import draw
from courses.certificates.models import Certificate
from courses.registration.models import Application
from courses.registration.models import State as ApplicationState
from turin import clock, storage
from turin.db import db

NUMBER = "7K2MQ9XWB4TR5HJN8C3V"
ADDRESS = "https://courses.example.org"
_numbers = count(1)


def printed(**over) -> Printed:
    """The facts of a certificate."""
    facts = {
        "language": "en",
        "holder": "Amina Kouyaté-Okafor",
        "heading": "Certificate of participation",
        "activity": "Rights-based approach to labour migration",
        "activity_language": "en",
        "start": date(2027, 3, 8),
        "end": date(2027, 3, 19),
        "venue": "Turin, Italy",
        "days": 10,
        "hours": 60,
        "number": NUMBER,
        "url": f"{ADDRESS}/v/{NUMBER}",
        "issued_on": date(2027, 3, 19),
        "signatories": (Signatory("Maria Rossi", "Coordinator of the activity"),),
    }
    return Printed(**facts | over)


def participant(activity, present=(), **over) -> Application:
    """Somebody with a confirmed seat who was at the sessions ``present``."""
    number = next(_numbers)
    made = Application(
        **{
            "reference": f"TR-{number:06}",
            "activity_id": activity.id,
            "state": ApplicationState.CONFIRMED,
            "language": "en",
            "started_at": clock.now(),
            "name": f"Amina Haddad {number}",
            "organisation": "Union of Domestic Workers",
            "group": "workers",
            **over,
        }
    )
    db.session.add(made)
    db.session.flush()
    for session in present:
        mark = Attendance(
            session_id=session.id,
            application_id=made.id,
            mark=Mark.PRESENT,
            marked_at=clock.now(),
        )
        db.session.add(mark)
    db.session.flush()
    return made


def issued(activity, *, by) -> list[Certificate]:
    """The certificates of everybody who has earned one, made and valid."""
    operations.issue(activity, address=ADDRESS, by=by, at=clock.now())
    certificates = db.session.scalars(
        select(Certificate).where(Certificate.activity_id == activity.id).order_by(Certificate.id)
    )
    return [made(one) for one in certificates]


def made(certificate) -> Certificate:
    """A numbered certificate with its file."""
    file = storage.store(draw(Printed.from_json(certificate.printed)))
    operations.keep({certificate.id: file.sha256}, at=clock.now())
    return certificate
