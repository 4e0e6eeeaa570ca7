"""What else may be held of the people of the world: a row of every table that tells of somebody."""

from datetime import datetime

from sqlalchemy import select

from courses.activities.models import Activity, Question
from courses.catalogue.models import Course, CourseInterest
from courses.certificates.models import Certificate
from courses.registration.models import Application, Decision, State
from courses.reminders.models import Reminder
from tests.access.world import World
from tests.factories import registration
from turin import audit, clock
from turin.db import db
from turin.jobs.models import JobError
from turin.mail.models import AddressHealth, Attempt
from turin.people import current, links

EMAIL = "stranger@union.example"


def add(world: World) -> None:
    """Add the rows inside the open transaction."""
    at, things = clock.now(), world.things
    activity = db.session.get_one(Activity, things["activity_id"])
    things |= _of_a_stranger(activity, at)
    things["certificate_id"] = db.session.scalars(select(Certificate.id)).one()
    db.session.add(JobError(job_id=things["job_id"], row="", reason="", at=at))
    db.session.add(Attempt(outbox_id=things["letter_id"], n=1, started=at, ended=at, phase="data"))
    for application in db.session.scalars(select(Application)):
        db.session.add(Reminder(application_id=application.id, label="D-7", due_at=at))
        application.decisions.append(
            Decision(before=State.DRAFT, after=State.SUBMITTED, by=application.person, at=at)
        )
    things["link_id"] = links.make("sign-in", world.actors["applicant"].email, at).id
    for person in filter(None, world.actors.values()):
        current.begin(person, at)
        person.password_hash = "a hash"
        audit.record("access.trial", person, by=person, at=at)
    db.session.flush()


def _of_a_stranger(activity: Activity, at: datetime) -> dict[str, int]:
    """Add what she left who has no account, and return which is which."""
    claim = registration.claim(activity, email=EMAIL)
    draft = registration.draft(activity, email=EMAIL, draft_hash="of her browser")
    for one in (claim, draft):
        links.make("application", EMAIL, at, subject_id=one.id)
    course = db.session.scalars(select(Course)).first()
    said = {"email": EMAIL, "language": "en", "asked_at": at}
    question = Question(activity=activity, name="Somebody", words="When?", **said)
    interest = CourseInterest(course=course, email_key=EMAIL, **said)
    db.session.add_all([question, interest, AddressHealth(addr_hash="of her address")])
    db.session.flush()
    return {"claim_id": claim.id, "draft_id": draft.id, "question_id": question.id}
