"""Whose a session is: the only way a staff page gets one."""

from werkzeug.exceptions import NotFound

from courses.activities import access
from courses.schedule import queries
from courses.schedule.models import Session
from turin.people.models import Person


def session(number: int, *, run_by: Person) -> Session:
    """Return a session of an activity that ``run_by`` runs. Raises NotFound otherwise."""
    found = queries.session(number)
    if found is None or not access.runs(run_by, found.activity):
        raise NotFound
    return found
