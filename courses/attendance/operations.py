"""Marking who was there."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from courses.attendance import queries, rules
from courses.attendance.models import Attendance, Mark
from courses.schedule.models import Session
from turin import audit
from turin.db import db
from turin.people.models import Person


def mark(session: Session, marks: Mapping[int, Mark], *, by: Person, at: datetime) -> int:
    """Mark participants of a session, by the ids of their applications; return how many changed.

    Marks that are the same stay whose they are. Those of who takes part no more are left out. The
    audit keeps what stood there before.

    Raises NotBegun.
    """
    _lock(session)
    rules.check_begun(session, at)
    taking_part = {one.id for one in queries.participants(session.activity)}
    known = queries.of_session(session)
    changes = {}
    for application_id in sorted(taking_part & set(marks)):
        wanted, row = marks[application_id], known.get(application_id)
        if row and row.mark == wanted:
            continue
        changes[str(application_id)] = [row and row.mark.value, wanted.value]
        row = row or Attendance(session_id=session.id, application_id=application_id)
        row.mark, row.marked_at, row.marked_by = wanted, at, by
        db.session.add(row)
    db.session.flush()
    if changes:
        audit.record("attendance.marked", session, by=by, at=at, marks=changes)
    return len(changes)


def _lock(session: Session) -> None:
    """Have two who mark the same session at once do it one after the other."""
    db.session.execute(select(Session.id).where(Session.id == session.id).with_for_update())
