"""Whose a call is: that of an activity that she runs."""

from werkzeug.exceptions import NotFound

from courses.activities import access
from courses.activities.calls import queries
from courses.activities.calls.models import Called
from courses.activities.rules.work import Work
from turin.people.models import Person


def called(key: str, number: int, *, run_by: Person) -> Called:
    """Return somebody on the list of an activity. Raises NotFound if ``run_by`` does not run it."""
    activity = access.activity(key, run_by=run_by, doing=Work.CALL)
    found = queries.called(number)
    if found is None or found.activity_id != activity.id:
        raise NotFound
    return found
