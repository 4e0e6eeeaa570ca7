"""Whose an application is: the only way a page gets one."""

from werkzeug.exceptions import NotFound

from courses.activities.access import runs
from courses.activities.rules.work import Work
from courses.registration import queries
from courses.registration.models import Application, State
from turin.people.models import Person


def application(reference: str, *, of: Person) -> Application:
    """Return her own application. Raises NotFound for anybody else's."""
    found = queries.by_reference(reference)
    if found is None or found.person_id != of.id:
        raise NotFound
    return found


def applicant(reference: str, *, read_by: Person) -> Application:
    """Return a sent application for an activity on which ``read_by`` works.

    Raises NotFound otherwise: who applies for anything else is not there for her.
    """
    found = queries.by_reference(reference)
    if found is None or found.state == State.DRAFT or not runs(read_by, found.activity, Work.READ):
        raise NotFound
    return found
