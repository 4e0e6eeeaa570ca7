"""Who may have a file: the only way a route gets one."""

from collections.abc import Callable, Collection

from werkzeug.exceptions import NotFound

from courses.materials import queries
from courses.materials.models import Audience, MaterialFile, Work
from turin.access import Permission
from turin.people.models import Person


def file(digest: str, name: str, *, asked_by: Callable[[], Person | None]) -> MaterialFile:
    """Return a file that whoever asks may have. Raises NotFound for any other.

    Who asks is looked at only where it matters: noting that she is still here would put her cookie
    into an answer that anybody may keep.
    """
    found = queries.file(digest, name)
    if found is None:
        raise NotFound
    work = found.translation.edition.work
    if work.audience != Audience.ALL and not may_have(work, asked_by()):
        raise NotFound
    return found


def may_have(work: Work, person: Person | None) -> bool:
    """Whether ``person`` (None: anybody) may download the files of ``work``."""
    return work.id in allowed([work], person)


def allowed(works: Collection[Work], person: Person | None) -> set[int]:
    """Return the ids of those of ``works`` whose files ``person`` (None: anybody) may download."""
    if person and person.may(Permission.RUN_ACTIVITIES):
        return {work.id for work in works}
    closed = [work for work in works if work.audience == Audience.PARTICIPANTS]
    handed = queries.handed_to(person, closed) if person and closed else set()
    return handed | {work.id for work in works if work.audience == Audience.ALL}
