"""Marks of attendance, and who they are about: made inside an open transaction, and flushed."""

from courses.attendance.models import Attendance, Mark
from courses.registration.models import Application
from courses.schedule.models import Session
from tests.factories import certificates, people
from turin import clock
from turin.db import db
from turin.people.models import Person


def participant(activity, person: Person | None = None, **over) -> Application:
    """Somebody with an account and a confirmed seat."""
    person = person or people.person()
    return certificates.participant(
        activity, **{"name": person.name, "email": person.email, "person_id": person.id, **over}
    )


def marked(session: Session, application: Application, mark: Mark, by: Person) -> Attendance:
    """The mark that ``by`` gave."""
    made = Attendance(
        session_id=session.id,
        application_id=application.id,
        mark=mark,
        marked_at=clock.now(),
        marked_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    return made
