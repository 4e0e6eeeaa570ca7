"""Whose a session is: the only way a staff page gets one."""

from typing import NoReturn

from werkzeug.exceptions import NotFound

from courses.activities import access
from courses.activities.rules.work import Work
from courses.schedule import queries
from courses.schedule.models import Absence, Room, Session
from turin.people.models import Person


def session(number: int, *, run_by: Person) -> Session:
    """Return a session of an activity that ``run_by`` runs. Raises NotFound otherwise."""
    found = queries.session(number)
    if found is None or not runs(run_by, found):
        raise NotFound
    return found


def runs(person: Person, session: Session) -> bool:
    """Whether ``person`` may change ``session``."""
    return access.runs(person, session.activity, Work.TIMETABLE)


def room(number: int) -> Room:
    """Return a room: all who run activities share them. Raises NotFound."""
    return queries.room(number) or _missing()


def trainer(number: int) -> Person:
    """Return somebody who may teach: all who run activities plan with them. Raises NotFound."""
    return queries.trainer(number) or _missing()


def absence(number: int, *, of: Person) -> Absence:
    """Return an absence that ``of`` told of. Raises NotFound for anybody else's."""
    found = queries.absence(number)
    return found if found and found.person_id == of.id else _missing()


def _missing() -> NoReturn:
    raise NotFound
