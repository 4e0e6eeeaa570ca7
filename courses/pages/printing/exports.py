"""Who may have which paper; and that each is noted before it is had.

The note in the audit is the ticket: it names the paper, and for a short while whoever it names gets
the file by it. So no paper is had without a note, and opening its address writes nothing.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from werkzeug.exceptions import NotFound

from courses.activities import access, queries
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.pages.printing.kinds import OF_TRAINERS, Paper
from courses.schedule import queries as schedule
from turin import audit
from turin.access import Permission
from turin.audit.models import AuditEntry
from turin.db import db
from turin.people.models import Person

DEED = "papers.exported"
LASTS = timedelta(minutes=10)


class Export(NamedTuple):
    """A paper that somebody has asked for, in a language."""

    activity: Activity
    paper: Paper
    language: str


def papers(key: str, *, of: Person) -> tuple[Activity, tuple[Paper, ...]]:
    """Return an activity and its papers that she may have: all that she runs, sheets as a trainer.

    Raises NotFound where there is none for her.
    """
    activity = queries.find(key)
    if activity is None:
        raise NotFound
    if access.runs(of, activity, Work.PAPERS):
        return activity, tuple(Paper)
    if of.may(Permission.TEACH) and schedule.teaches_in(of, activity):
        return activity, OF_TRAINERS
    raise NotFound


def export(activity: Activity, paper: Paper, language: str, *, by: Person, at: datetime) -> int:
    """Note that ``by`` takes a paper out of the house, and return the number of the note."""
    entry = audit.record(DEED, activity, by=by, at=at, paper=paper.value, language=language)
    db.session.flush()
    return entry.id


def exported(number: int, *, by: Person, at: datetime) -> Export:
    """Return what was noted under ``number`` just now. Raises NotFound, also if it is another's."""
    entry = db.session.get(AuditEntry, number)
    if entry is None or entry.deed != DEED or entry.person_id != by.id or entry.at <= at - LASTS:
        raise NotFound
    noted = db.session.get(Activity, entry.subject_id)
    if noted is None:
        raise NotFound
    activity, allowed = papers(noted.key, of=by)
    paper = Paper(entry.facts["paper"])
    if paper not in allowed:
        raise NotFound
    return Export(activity, paper, entry.facts["language"])
