"""Which activity a letter is about, and which letters of whose activities are in trouble."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from werkzeug.exceptions import NotFound

from courses.activities import queries as activities
from courses.activities.models import Activity
from courses.certificates.models import Certificate
from courses.registration.models import Application, State
from turin.access import Permission
from turin.db import db
from turin.db.paging import Page, page
from turin.mail import troubles
from turin.mail.models import Intent, Outgoing
from turin.people.models import Person


def unreached(person: Person, at: datetime) -> int:
    """Return how many people letters about the activities of ``person`` do not reach."""
    people = func.count(Intent.recipient.distinct())
    return db.session.scalar(_seen_by(person, at).with_only_columns(people)) or 0


def troubled(person: Person, at: datetime, number: int) -> Page[Outgoing]:
    """Return a page of the troubled letters that ``person`` sees, the newest first."""
    return page(_seen_by(person, at).order_by(Intent.created_at.desc(), Outgoing.id.desc()), number)


def letter(number: int, person: Person, at: datetime) -> Outgoing:
    """Return one troubled letter. Raises NotFound for what is not hers, or in no trouble now."""
    found = db.session.scalar(_seen_by(person, at).where(Outgoing.id == number))
    if found is None:
        raise NotFound
    return found


def _seen_by(person: Person, at: datetime) -> Select[Outgoing]:
    """Return the query of what ``person`` sees: an administrator all, others what they run."""
    if person.may(Permission.ADMINISTER):
        return troubles.troubled(at)
    return troubles.troubled(at).where(_about(activities.coordinated_by(person)))


def _about(activities: Select[int]) -> ColumnElement[bool]:
    """Whether a letter is about one of the activities; about a draft nobody is told."""
    applications = select(Application.id).where(
        Application.activity_id.in_(activities), Application.state != State.DRAFT
    )
    certificates = select(Certificate.id).where(Certificate.activity_id.in_(activities))
    subjects = {"application": applications, "certificate": certificates, "activity": activities}
    return or_(
        *(
            and_(Intent.subject_type == kind, Intent.subject_id.in_(ids))
            for kind, ids in subjects.items()
        )
    )


def application_of(intent: Intent) -> Application | None:
    """Return the application that a letter is about."""
    if intent.subject_type == "certificate":
        certificate = db.session.get(Certificate, intent.subject_id)
        return certificate.application if certificate else None
    is_one = intent.subject_type == "application"
    return db.session.get(Application, intent.subject_id) if is_one else None


def activities_of(letters: Sequence[Outgoing]) -> dict[int, Activity]:
    """Return the activity that each of the letters is about, if it is about one, by its id."""
    subjects = {one.id: (one.intent.subject_type, one.intent.subject_id) for one in letters}
    about = {subject: subject[1] for subject in subjects.values() if subject[0] == "activity"}
    for kind, table in (("application", Application), ("certificate", Certificate)):
        ids = [number for named, number in subjects.values() if named == kind]
        rows = select(table.id, table.activity_id).where(table.id.in_(ids))
        about |= {(kind, number): activity for number, activity in db.session.execute(rows)}
    found = select(Activity).where(Activity.id.in_(set(about.values())))
    known = {activity.id: activity for activity in db.session.scalars(found)}
    return {
        number: known[about[subject]]
        for number, subject in subjects.items()
        if about.get(subject) in known
    }
