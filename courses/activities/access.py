"""Whose an activity is, and who may do what in it: the only way a staff page gets one."""

from werkzeug.exceptions import NotFound

from courses.activities import queries
from courses.activities.models import Activity, ActivityCheck
from courses.activities.rules.work import OF_ASSISTANTS, Work
from turin.access import ForOthers, Permission
from turin.people import deputies
from turin.people.models import Deputy, Person


def activity(key: str, *, run_by: Person, doing: Work = Work.CHANGE) -> Activity:
    """Return the activity if ``run_by`` may do that part of its work.

    Raises NotFound if she has nothing to do with it: then it is not there for her. Raises ForOthers
    if she works on it, and this is for others to do.
    """
    found = queries.find(key)
    if found is None:
        raise NotFound
    check(run_by, found, doing)
    return found


def check(person: Person, activity: Activity, doing: Work) -> None:
    """Raise as `activity` does, unless ``person`` may do this in ``activity``."""
    if runs(person, activity, doing):
        return
    if doing in OF_ASSISTANTS or not runs(person, activity, Work.LOOK):
        raise NotFound
    raise ForOthers(doing.label, [one.person.name for one in activity.coordinators])


def runs(person: Person, activity: Activity, doing: Work = Work.CHANGE) -> bool:
    """Whether ``person`` may do this part of the work on ``activity``."""
    if person.may(Permission.ADMINISTER) or _coordinates(person, activity):
        return True
    if doing not in OF_ASSISTANTS or not person.may(Permission.WORK_ON_ACTIVITIES):
        return False
    return any(one.person_id == person.id for one in activity.assistants)


def standing_in(person: Person, activity: Activity) -> Deputy | None:
    """Return for whom ``person`` runs the activity these days; None if she does for herself.

    An administrator may run it anyway, and yet does so for whom she stands in.
    """
    away = {one.person_id: one for one in deputies.standing_in(person)}
    theirs = [one.person_id for one in activity.coordinators] if away else []
    if person.id in theirs:
        return None
    return next((away[number] for number in theirs if number in away), None)


def for_whom(by: object, subject: object) -> int | None:
    """Return the number of her for whom ``by`` does something to ``subject``, as her deputy."""
    if not isinstance(by, Person) or not deputies.standing_in(by):
        return None
    found = subject
    for leads in ("outcome", "application", "activity"):
        found = getattr(found, leads, None) or found
    away = standing_in(by, found) if isinstance(found, Activity) else None
    return away.person_id if away else None


def _coordinates(person: Person, activity: Activity) -> bool:
    """Whether she does, or stands in for somebody who does."""
    if not person.may(Permission.RUN_ACTIVITIES):
        return False
    theirs = {one.person_id for one in activity.coordinators}
    return person.id in theirs or not theirs.isdisjoint(deputies.whose_work(person))


def coordinator(activity: Activity, person_id: int) -> Person:
    """Return one of those who run ``activity``. Raises NotFound for anybody else."""
    for one in activity.coordinators:
        if one.person_id == person_id:
            return one.person
    raise NotFound


def assistant(activity: Activity, person_id: int) -> Person:
    """Return one of those who assist in ``activity``. Raises NotFound for anybody else."""
    for one in activity.assistants:
        if one.person_id == person_id:
            return one.person
    raise NotFound


def line(activity: Activity, number: int) -> ActivityCheck:
    """Return a line of the checklist of ``activity``. Raises NotFound for any other."""
    found = queries.line(number)
    if found is None or found.activity_id != activity.id:
        raise NotFound
    return found
