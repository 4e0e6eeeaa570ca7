"""Following the timetable: whoever changes it, what calendars show of it counts its changes.

This is done as rows are written, not by the operations, so that none of them can forget it.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState
from sqlalchemy.orm import Session as DatabaseSession

from courses.activities.models import Activity
from courses.schedule.calendars.models import Departure
from courses.schedule.models import Session
from turin import clock
from turin.db import db
from turin.people.models import Person

WHEN = ("zone", "local_starts", "local_ends")
# Trainers among it: a session that comes back to her calendar must be newer than its leaving.
SHOWN = {
    Activity: ("title", "starts", "ends", "state", "delivery", "venue", "city", "country"),
    Session: ("title", *WHEN, "online", "room", "room_id", "trainers"),
}


@event.listens_for(db.session, "before_flush")
def follow(session: DatabaseSession, *_: object) -> None:
    """Look at everything that is about to be written."""
    for row in list(session.dirty):
        if isinstance(row, Activity | Session) and _shows_otherwise(row):
            row.sequence += 1
            row.changed_at = clock.now()
        if isinstance(row, Session):
            session.add_all(_departures(row))
    for row in list(session.deleted):
        if isinstance(row, Session):
            session.add_all(_removal(row))


def _shows_otherwise(row: Activity | Session) -> bool:
    state: InstanceState[Any] = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in SHOWN[type(row)])


def _departures(session: Session) -> Iterator[Departure]:
    """Give what it has left by being changed: the room that it had, and who taught it."""
    before = {**_before(session), "sequence": session.sequence}
    here = session.room.id if session.room else None
    room_id = here if inspect(session).attrs.room.history.has_changes() else session.room_id
    if before["room_id"] not in {None, room_id}:
        yield _departure(session, before, room_id=before["room_id"])
    trainer: Person
    for trainer in inspect(session).attrs.trainers.history.deleted:
        yield _departure(session, before, person_id=trainer.id)


def _removal(session: Session) -> Iterator[Departure]:
    """Give what is left by a session that is taken off the timetable: every calendar it was in."""
    before = {**_before(session), "sequence": session.sequence + 1}
    yield _departure(session, before)
    if before["room_id"] is not None:
        yield _departure(session, before, room_id=before["room_id"])
    for trainer in session.trainers:
        yield _departure(session, before, person_id=trainer.id)


def _before(session: Session) -> dict[str, Any]:
    """Return what the database holds of it, which is what calendars have seen."""
    state = inspect(session)
    names = ("title", *WHEN, "room_id")
    return {name: state.committed_state.get(name, getattr(session, name)) for name in names}


def _departure(session: Session, before: dict[str, Any], **left: int) -> Departure:
    return Departure(
        uid=session.uid,
        sequence=before["sequence"],
        activity_id=session.activity_id,
        title=before["title"],
        zone=before["zone"],
        local_starts=before["local_starts"],
        local_ends=before["local_ends"],
        left_at=clock.now(),
        **left,
    )
