"""The demonstration as the tests know it: its address, who is in it, and where to find things."""

from contextlib import contextmanager
from functools import cached_property

from flask import Flask
from sqlalchemy import delete, select

from courses.activities import operations as activities
from courses.activities.calls import queries as queries_of_calls
from courses.activities.calls.models import Called
from courses.activities.models import Activity, Choice, Part, State
from courses.catalogue.models import Course
from courses.certificates import operations as certificates
from courses.certificates.models import Certificate
from courses.exchange.demonstration.people import DOMAIN
from courses.exchange.imports import operations as imports
from courses.materials.derived.models import DerivedFile
from courses.materials.models import MaterialFile, Translation, Work
from courses.outcomes.models import Commitment, Outcome
from courses.registration import operations, queries
from courses.registration.models import Application, Funding, Level
from courses.schedule.inviting import queries as queries_of_invitations
from courses.schedule.inviting.models import Invitation
from courses.schedule.models import Room, Session
from tests.factories import packs, uploads
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.jobs import runner
from turin.mail import delivery
from turin.mail.models import Intent, Outgoing
from turin.mail.models import State as MailState
from turin.organisations.models import Group
from turin.people import current, links
from turin.people.factors import codes
from turin.people.models import Person, Sex

GOOD = "{day}\t20:00\t21:00\t\tAn evening in the city\n{day}\t21:00\t22:00\t\tQuestions\n"
BROKEN = "{day}\tlate\t21:00\t\tAn evening\n{day}\t21:00\t22:00\t\tQuestions\t\tNowhere\n"
ANSWERS = {
    "name": "Leila Haddad",
    "certificate_name": "ليلى حداد",
    "sex": Sex.FEMALE,
    "email": "leila.haddad@example.org",
    "group": Group.WORKERS,
    "organisation": "Demonstration union of domestic workers",
    "country": "LB",
    "position": "Organizer",
    "phone": "+961 1 000 000",
    "course_language": "en",
    "level": Level.WORKING,
    "languages": ["ar", "fr"],
    "motivation": "I want to use it in my daily work.",
    "funding": Funding.ORGANISATION,
}


class Demonstration:
    """The application, where it answers, and the pages that are worth a look."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app = app
        self.address = address

    @contextmanager
    def inside(self):
        """Stand where a command stands."""
        with self.app.app_context():
            yield
            db.session.remove()

    def cookie(self, values: dict) -> dict:
        """Return the cookie of a browser whose session holds ``values``."""
        serializer = self.app.session_interface.get_signing_serializer(self.app)
        return {"name": "session", "value": serializer.dumps(values), "url": self.address}

    def signed_in(self, who: str, language: str) -> dict:
        """Return the session of an account of the demonstration, who now reads ``language``."""
        now = clock.now()
        with self.inside(), transaction():
            person = _person(who)
            person.language = language
            _, token = current.begin(person, now)
        return {"_user_id": token, current.SEEN: int(now.timestamp())}

    def session(self, who: str, language: str) -> dict | None:
        """Return the session of ``who`` looks at a page: an account, somebody applying, nobody."""
        if who == "applying":
            return self.applying
        return self.signed_in(who, language) if who else None

    def post(self) -> None:
        """Send the mail that is due."""
        with self.inside():
            delivery.drain()

    def work(self) -> None:
        """Do the long work that waits, as the worker would."""
        with self.inside():
            runner.run()

    @cached_property
    def applying(self) -> dict:
        """The session of somebody who has sent an application and is writing the next."""
        with self.inside(), transaction():
            activity = _activity(Choice.SELECTION)
            drafts = [
                operations.start(activity, language="en", known=ANSWERS, at=clock.now())
                for _ in range(2)
            ]
            operations.submit(drafts[0][0], by=None, at=clock.now())
            return {
                "sent": {activity.key: drafts[0][1]},
                "drafts": {activity.key: drafts[1][1]},
            }

    @cached_property
    def names(self) -> dict[str, object]:
        """What stands in the addresses of pages."""
        self.applying  # noqa: B018 - its mailed link is one of them
        with self.inside():
            with transaction():
                _issue()
                codes.begin(_person("participant-ar"), at=clock.now())
                others = DerivedFile.language.not_in(["ar", "en"])  # which nobody looks at here
                db.session.execute(delete(DerivedFile).where(others))
            runner.run()
            delivery.drain()
            coming, union = _activity(Choice.SELECTION), _activity(Choice.SELECTION, last=True)
            with transaction():
                undelivered = _undelivered(coming)
                copy = _copy(_activity(state=State.CLOSED))
                library = _library()
                pack = packs.pack(list(db.session.scalars(select(Work).where(Work.sample)))).key
            runner.run()
            running, ended = _activity(state=State.RUNNING), _activity(state=State.CLOSED)
            claim = db.session.scalars(
                select(Application).where(Application.email == ANSWERS["email"])
            ).first()
            participant = _person("participant")
            return {
                "coming": coming.key,
                "union": union.key,
                "running": running.key,
                "ended": ended.key,
                "seminar": db.session.scalars(select(Outcome)).first().activity.key,
                "outcome": db.session.scalars(
                    select(Outcome.id).where(Outcome.activity == ended)
                ).first(),
                "commitment": db.session.scalars(
                    select(Commitment.id).where(Commitment.outcome.has(Outcome.activity == ended))
                ).first(),
                "copy": copy.key,
                "pack": pack,
                "course": coming.course.key,
                "undated": db.session.scalars(
                    select(Course.key).where(Course.id.not_in(select(Activity.course_id)))
                ).first()
                or coming.course.key,
                "teach_token": links.token(queries_of_invitations.latest_link(_invited(coming))),
                "call_token": links.token(queries_of_calls.latest_link(_called(coming))),
                **library,
                "handbook": _handbook("ar"),
                "token": links.token(queries.latest_link(claim)),
                "mine": queries.application_of(participant, ended).reference,
                "offered": queries.application_of(_person("gulnora"), coming).reference,
                "person": participant.id,
                "letter": db.session.scalars(
                    select(Outgoing.id).where(Outgoing.state == MailState.SENT)
                ).first(),
                "undelivered": undelivered,
                "waiting": next(
                    one.reference
                    for one in db.session.scalars(
                        select(Application).where(Application.activity == coming)
                    )
                    if one.state == "submitted" and not one.is_claim
                ),
                "coming_session": _session(coming),
                "import": _import(coming, GOOD),
                "broken_import": _import(coming, BROKEN),
                "first_day": coming.starts.first.isoformat(),
                "room": db.session.scalars(select(Room.id).order_by(Room.id)).first(),
                "trainer": _person("trainer").id,
                "session": _session(running),
                "number": db.session.scalars(
                    select(Certificate.number).where(Certificate.sha256.is_not(None))
                ).first(),
            }


def _person(who: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == f"{who}@{DOMAIN}")).one()


def _activity(choice=Choice.SELECTION, state=State.OPEN, *, last=False) -> Activity:
    found = db.session.scalars(
        select(Activity)
        .where(Activity.demonstration, Activity.state == state, Activity.choice == choice)
        .order_by(Activity.id)
    ).all()
    return found[-1 if last else 0]


def _handbook(language: str) -> str:
    """Return the last parts of the address of a sample file in ``language``."""
    file = db.session.scalars(
        select(MaterialFile)
        .join(MaterialFile.translation)
        .where(Translation.language == language, MaterialFile.format == "pdf")
        .order_by(MaterialFile.id)
    ).first()
    return f"{file.sha256[:12]}/{file.name}"


def _called(activity: Activity) -> Called:
    sent = select(Called).where(Called.activity == activity, Called.sent_at.is_not(None))
    return db.session.scalars(sent.order_by(Called.id)).first()


def _invited(activity: Activity) -> Invitation:
    return db.session.scalars(select(Invitation).where(Invitation.activity == activity)).one()


def _session(activity: Activity) -> int:
    return db.session.scalars(
        select(Session.id).where(Session.activity_id == activity.id).order_by(Session.starts_at)
    ).first()


def _import(activity: Activity, pasted: str) -> int:
    """Have the coordinator paste sessions, and return the number of what is kept of it."""
    with transaction():
        by = _person("coordinator")
        sheet = pasted.format(day=activity.starts.first).encode()
        kind = imports.Kind.SESSIONS
        return imports.keep(sheet, kind, activity, pasted=True, by=by, at=clock.now()).id


def _undelivered(activity: Activity) -> int:
    """Have a letter to an applicant refused by her mail server, and return its number."""
    about = select(Application.id).where(
        Application.activity == activity, Application.person_id.is_not(None)
    )
    letter = db.session.scalars(
        select(Outgoing)
        .join(Outgoing.intent)
        .where(Intent.subject_type == "application", Intent.subject_id.in_(about))
        .order_by(Outgoing.id)
    ).first()
    letter.state, letter.smtp_code = MailState.DEAD, 550
    letter.last_error = "5.1.1 There is no such mailbox here"
    return letter.id


def _copy(run: Activity) -> Activity:
    """Plan a run over Christmas as ``run`` was, so that there is something to look at."""
    days = {"starts": PartialDate("2028-12-25"), "ends": PartialDate("2028-12-29")}
    places = {name: getattr(run, name) for name in ("venue", "city", "country", "zone")}
    wish = activities.Wish(code="A9028122", taken=frozenset(Part), **days, **places)
    return activities.copy(run, wish, by=_person("coordinator"), at=clock.now())


def _library() -> dict[str, object]:
    """Return a work with a file of it, and a file that was sent to be taken in."""
    file = db.session.scalars(select(MaterialFile).order_by(MaterialFile.id).limit(1)).first()
    edition = file.translation.edition
    name = f"{edition.work.key}.e{edition.position + 1}.{file.translation.language}.pdf"
    sent = uploads.upload(_person("coordinator"), name=name, format="pdf")
    return {
        "work": edition.work.key,
        "edition": edition.id,
        "text": file.translation.id,
        "file": file.id,
        "sent": sent.id,
    }


def _issue() -> None:
    certificates.issue(
        _activity(state=State.CLOSED),
        address="http://localhost",
        by=_person("coordinator"),
        at=clock.now(),
    )
