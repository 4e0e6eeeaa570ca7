"""Getting a certificate in somebody's name: what she may not see is not there for her."""

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from courses.activities import access as activities
from courses.activities.rules.work import Work
from courses.certificates import queries
from courses.certificates.models import Certificate, State
from turin.db import db
from turin.people.models import Person


def certificate(number: str, *, run_by: Person) -> Certificate:
    """Return a certificate of an activity that she runs, made or not. Raises as for it."""
    found = db.session.scalars(
        select(Certificate).where(Certificate.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound
    activities.check(run_by, found.activity, Work.CERTIFY)
    return found


def own_certificate(number: str, *, held_by: Person) -> Certificate:
    """Return a valid certificate of hers. Raises NotFound."""
    found = queries.numbered(number)
    if found is None or found.state is not State.VALID:
        raise NotFound
    if found.application.person_id != held_by.id:
        raise NotFound
    return found
