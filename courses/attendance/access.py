"""Whose attendance somebody may mark: of the sessions she teaches, and those of what she runs."""

from werkzeug.exceptions import NotFound

from courses.activities import access as activities
from courses.activities.rules.work import Work
from courses.schedule import models
from turin.access import Permission
from turin.db import db
from turin.people.models import Person


def session(number: int, *, marked_by: Person) -> models.Session:
    """Return a session whose attendance ``marked_by`` may mark. Raises NotFound."""
    found = db.session.get(models.Session, number)
    if found is None or not (_teaches(marked_by, found) or runs(marked_by, found)):
        raise NotFound
    return found


def runs(person: Person, session: models.Session) -> bool:
    """Whether she works on the activity of the session, so that she may see all of it."""
    return activities.runs(person, session.activity, Work.ATTENDANCE)


def _teaches(person: Person, session: models.Session) -> bool:
    return person.may(Permission.TEACH) and person in session.trainers
