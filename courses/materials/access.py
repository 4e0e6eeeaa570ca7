"""Who may have a file: the only way a route gets one."""

from werkzeug.exceptions import NotFound

from courses.materials import queries
from courses.materials.models import Audience, MaterialFile, Work
from turin.access import Permission
from turin.people.models import Person


def file(digest: str, name: str, *, asked_by: Person | None) -> MaterialFile:
    """Return a file that ``asked_by`` may have. Raises NotFound for any other."""
    found = queries.file(digest, name)
    if found is None or not may_have(found.translation.edition.work, asked_by):
        raise NotFound
    return found


def may_have(work: Work, person: Person | None) -> bool:
    """Whether ``person`` (None: anybody) may download the files of ``work``."""
    if work.audience == Audience.ALL:
        return True
    if person is None:
        return False
    if person.may(Permission.RUN_ACTIVITIES):
        return True
    return work.audience == Audience.PARTICIPANTS and queries.handed_to(person, work)
