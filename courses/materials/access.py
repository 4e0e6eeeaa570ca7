"""Who may have a file: the only way a route gets one."""

from collections.abc import Callable, Collection

from werkzeug.exceptions import NotFound

from courses.materials import queries, teaching
from courses.materials.models import Audience, MaterialFile, TranslationState, Work
from courses.materials.queries import Download
from courses.registration.models import State
from turin.access import Permission
from turin.people.models import Person

STATES = {  # of her application, that open what is for
    Audience.APPLICANTS: (State.SUBMITTED, State.RESERVED, State.OFFERED, State.CONFIRMED),
    Audience.PARTICIPANTS: (State.CONFIRMED,),
}


class SignInFirst(NotFound):
    """The file is of ``work``, which is for people who sign in, and nobody is signed in."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work


def file(digest: str, name: str, *, asked_by: Callable[[], Person | None]) -> Download:
    """Return a file that whoever asks may have. Raises NotFound for any other, or SignInFirst.

    Of what is for applicants or participants every page of the library says that it is there, so
    that nobody learns more by being led to the sign-in; of what is for staff, or has not come out,
    nothing is told.

    The same file may belong to several works; it is hers if it is of any that she may have.
    Who asks is looked at only where it matters: noting that she is still here would put her cookie
    into an answer that anybody may keep.
    """
    found = queries.downloads(digest, name)
    for one in found:
        if one.open_to_all:
            return one
    person = asked_by() if found else None
    works = {one.id: one for one in queries.of_ids({one.work_id for one in found})}
    hers = allowed(works.values(), person) if works else set()
    for one in found:
        if one.work_id in hers and is_there(one.state, person):
            return one
    for one in found:
        if person is None and one.audience in STATES and one.state.has_come_out:
            raise SignInFirst(works[one.work_id])
    raise NotFound


def may_have_all(files: Collection[MaterialFile], person: Person | None) -> bool:
    """Whether ``person`` (None: anybody) may have each of ``files``."""
    works = {file.translation.edition.work for file in files}
    there = all(is_there(file.translation.state, person) for file in files)
    return there and allowed(works, person) == {work.id for work in works}


def is_there(state: TranslationState, person: Person | None) -> bool:
    """Whether the files of a translation in ``state`` are there for ``person`` (None: anybody).

    What has not come out, or is being reviewed once more, is there for who keeps the library.
    """
    return state.has_come_out or _keeps_library(person)


def may_have(work: Work, person: Person | None) -> bool:
    """Whether ``person`` (None: anybody) is among those whom ``work`` is for."""
    return work.id in allowed([work], person)


def allowed(works: Collection[Work], person: Person | None) -> set[int]:
    """Return the ids of those of ``works`` that are for ``person`` (None: anybody)."""
    if _keeps_library(person):
        return {work.id for work in works}
    handed: set[int] = set()
    for audience, states in STATES.items():
        closed = [work for work in works if work.audience == audience]
        if person and closed:
            handed |= queries.handed_to(person, closed, states)
    if person and person.may(Permission.TEACH):
        handed |= teaching.ids_taught_with(person) & {work.id for work in works}
    return handed | {work.id for work in works if work.audience == Audience.ALL}


def _keeps_library(person: Person | None) -> bool:
    return person is not None and person.may(Permission.RUN_ACTIVITIES)
