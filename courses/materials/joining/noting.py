"""Whose download of a joining paper is noted: hers alone who came from where she is told so."""

from collections.abc import Callable

from courses.materials.joining import queries
from courses.materials.joining.operations import NOTED
from turin.db.afterwards import count
from turin.people.models import Person


def noted(work_id: int, key: str, asked_by: Callable[[], Person | None]) -> int | None:
    """Return the application for which a download is noted; None: it is noted for nobody.

    ``key`` is that of the activity whose page told her, and led her here.
    """
    person = asked_by() if key else None
    return queries.participating(person, key, work_id) if person else None


def fetched(work_id: int, application_id: int | None) -> None:
    """Note, after the answer, that she has it; None: nobody's is noted."""
    if application_id:
        count(NOTED, (application_id, work_id))
