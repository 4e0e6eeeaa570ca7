"""Whose an outcome is: the only way a staff page gets one."""

from werkzeug.exceptions import NotFound

from courses.activities import access
from courses.activities.rules.work import Work
from courses.outcomes import queries
from courses.outcomes.models import Commitment, Outcome
from turin.people.models import Person


def outcome(number: int, *, run_by: Person) -> Outcome:
    """Return an outcome of an activity that ``run_by`` runs. Raises as for it."""
    found = queries.outcome(number)
    if found is None:
        raise NotFound
    access.check(run_by, found.activity, Work.CONCLUDE)
    return found


def commitment(number: int, *, run_by: Person) -> Commitment:
    """Return a commitment that came of an activity that ``run_by`` runs. Raises as `outcome`."""
    found = queries.commitment(number)
    if found is None:
        raise NotFound
    access.check(run_by, found.outcome.activity, Work.CONCLUDE)
    return found
