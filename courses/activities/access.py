"""Whose an activity is: the only way a staff page gets one."""

from werkzeug.exceptions import NotFound

from courses.activities import queries
from courses.activities.models import Activity, ActivityCheck
from turin.access import Permission
from turin.people.models import Person


def activity(key: str, *, run_by: Person) -> Activity:
    """Return the activity if ``run_by`` is assigned to it or an administrator.

    Raises NotFound otherwise: what somebody does not run is not there for her.
    """
    found = queries.find(key)
    if found is None or not runs(run_by, found):
        raise NotFound
    return found


def runs(person: Person, activity: Activity) -> bool:
    """Whether ``person`` may decide about ``activity`` and see who applies for it."""
    if person.may(Permission.ADMINISTER):
        return True
    assigned = any(coordinator.person_id == person.id for coordinator in activity.coordinators)
    return assigned and person.may(Permission.RUN_ACTIVITIES)


def coordinator(activity: Activity, person_id: int) -> Person:
    """Return one of those who run ``activity``. Raises NotFound for anybody else."""
    for one in activity.coordinators:
        if one.person_id == person_id:
            return one.person
    raise NotFound


def line(activity: Activity, number: int) -> ActivityCheck:
    """Return a line of the checklist of ``activity``. Raises NotFound for any other."""
    found = queries.line(number)
    if found is None or found.activity_id != activity.id:
        raise NotFound
    return found
