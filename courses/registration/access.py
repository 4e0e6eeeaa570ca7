"""Whose an application is: the only way a page gets one."""

from werkzeug.exceptions import NotFound

from courses.activities.access import runs
from courses.registration import queries
from courses.registration.models import Application, State
from turin.people.models import Person


def application(reference: str, *, of: Person) -> Application:
    """Return her own application. Raises NotFound for anybody else's."""
    found = queries.by_reference(reference)
    if found is None or found.person_id != of.id:
        raise NotFound
    return found


def applicant(reference: str, *, decided_by: Person) -> Application:
    """Return a sent application for an activity that ``decided_by`` runs.

    Raises NotFound otherwise: who applies for what somebody does not run is not there for her.
    """
    found = queries.by_reference(reference)
    if found is None or found.state == State.DRAFT or not runs(decided_by, found.activity):
        raise NotFound
    return found
