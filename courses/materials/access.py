"""Who may have a file: the only way a route gets one."""

from collections.abc import Callable, Collection

from werkzeug.exceptions import NotFound

from courses.materials import queries, teaching
from courses.materials.models import Audience, Work
from courses.materials.queries import Download
from courses.registration.models import State
from turin.access import Permission
from turin.people.models import Person

STATES = {  # of her application, that open what is for
    Audience.APPLICANTS: (State.SUBMITTED, State.RESERVED, State.OFFERED, State.CONFIRMED),
    Audience.PARTICIPANTS: (State.CONFIRMED,),
}


def file(digest: str, name: str, *, asked_by: Callable[[], Person | None]) -> Download:
    """Return a file that whoever asks may have. Raises NotFound for any other.

    The same file may belong to several works; it is hers if it is of any that she may have.
    Who asks is looked at only where it matters: noting that she is still here would put her cookie
    into an answer that anybody may keep.
    """
    found = queries.downloads(digest, name)
    for one in found:
        if one.open_to_all:
            return one
    works = queries.of_ids({one.work_id for one in found}) if found else []
    hers = allowed(works, asked_by()) if works else set()
    for one in found:
        if one.work_id in hers:
            return one
    raise NotFound


def may_have(work: Work, person: Person | None) -> bool:
    """Whether ``person`` (None: anybody) may download the files of ``work``."""
    return work.id in allowed([work], person)


def allowed(works: Collection[Work], person: Person | None) -> set[int]:
    """Return the ids of those of ``works`` whose files ``person`` (None: anybody) may download."""
    if person and person.may(Permission.RUN_ACTIVITIES):
        return {work.id for work in works}
    handed: set[int] = set()
    for audience, states in STATES.items():
        closed = [work for work in works if work.audience == audience]
        if person and closed:
            handed |= queries.handed_to(person, closed, states)
    if person and person.may(Permission.TEACH):
        handed |= teaching.ids_taught_with(person) & {work.id for work in works}
    return handed | {work.id for work in works if work.audience == Audience.ALL}
