"""What else may be held of the people of the world: a row of every table that tells of somebody."""

from datetime import datetime

from sqlalchemy import select

from courses.activities.calls.models import Called
from courses.activities.models import Activity, Question
from courses.catalogue.models import Course, CourseInterest
from courses.certificates.models import Certificate
from courses.materials.library.models import LanguageInterest
from courses.materials.models import Work
from courses.registration.models import Application, Decision, State
from courses.reminders.models import Reminder
from courses.schedule.inviting.models import Invitation, Teaches
from tests.access.world import World
from tests.factories import inviting, registration
from turin import audit, clock, mail
from turin.db import db
from turin.jobs.models import JobError
from turin.mail.models import AddressHealth, Attempt, Outgoing
from turin.mail.models import State as MailState
from turin.people import current, links
from turin.people.factors.models import Challenge, OneTimeCodes, Passkey, RecoveryCode
from turin.people.models import Person

EMAIL = "stranger@union.example"


def add(world: World) -> None:
    """Add the rows inside the open transaction."""
    at, things = clock.now(), world.things
    activity = db.session.get_one(Activity, things["activity_id"])
    things |= _of_a_stranger(activity, at)
    _not_arrived(things, at)
    things["certificate_id"] = db.session.scalars(select(Certificate.id)).one()
    db.session.add(JobError(job_id=things["job_id"], row="", reason="", at=at))
    db.session.add(Attempt(outbox_id=things["letter_id"], n=1, started=at, ended=at, phase="data"))
    for application in db.session.scalars(select(Application)):
        db.session.add(Reminder(application_id=application.id, label="D-7", due_at=at))
        application.decisions.append(
            Decision(before=State.DRAFT, after=State.SUBMITTED, by=application.person, at=at)
        )
    by, trainer = world.actors["coordinator"], world.actors["trainer"]
    audit.record("activities.unassigned", activity, by=by, at=at, person=trainer.id)
    called = db.session.get_one(Called, things["called_id"])
    links.make("call", called.email, at, subject_id=called.id)
    asked = db.session.get_one(Invitation, things["invitation_id"])
    asked.answer = Teaches.NO
    inviting.invitation(activity, asked.sessions)  # who has not answered yet
    links.make("teach", asked.email, at, subject_id=asked.id)
    things["link_id"] = links.make("sign-in", world.actors["applicant"].email, at).id
    for person in filter(None, world.actors.values()):
        current.begin(person, at)
        _of_an_account(person, at)
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
    work = db.session.scalars(select(Work)).first()
    waits = LanguageInterest(work=work, wanted="km", email_key=EMAIL, **said)
    db.session.add_all([question, interest, waits, AddressHealth(addr_hash="of her address")])
    db.session.flush()
    return {"claim_id": claim.id, "draft_id": draft.id, "question_id": question.id}


def _of_an_account(person: Person, at: datetime) -> None:
    """Add every second factor there is; her app has been set up."""
    number = person.id
    db.session.add_all(
        [
            OneTimeCodes(person_id=number, sealed_secret="sealed", made_at=at, confirmed_at=at),
            RecoveryCode(person_id=number, code_hash="a hash"),
            Passkey(
                person_id=number,
                name="Her phone",
                credential_id=f"key {number}",
                public_key=b"Trial",
                sign_count=0,
                made_at=at,
            ),
            Challenge(person_id=number, value="to sign", expires_at=at),
        ]
    )


def _not_arrived(things: dict[str, str | int], at: datetime) -> None:
    """Have a server refuse the letter about an application, and one about a stranger's draft."""
    mail.post(
        "registration.draft",
        subject=("application", things["draft_id"]),
        person=mail.Stranger("Somebody", EMAIL, "en"),
        occurrence="draft",
        at=at,
    )
    newest = select(Outgoing).order_by(Outgoing.id.desc()).limit(1)
    of_draft = db.session.scalars(newest).one()
    refused = db.session.get_one(Outgoing, things["undelivered_id"])
    things["undelivered_draft_id"] = of_draft.id
    for letter in (of_draft, refused):
        letter.state, letter.smtp_code = MailState.DEAD, 550
    db.session.flush()
