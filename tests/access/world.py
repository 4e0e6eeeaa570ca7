"""Two activities and everybody who has to do with either: what the access matrix is tried on."""

from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import select

from courses.activities.models import (
    ActivityAssistant,
    ActivityCheck,
    ActivityCopy,
    Term,
    Usual,
    Vocabulary,
)
from courses.activities.views import operations as views
from courses.activities.views.models import Shown
from courses.exchange.imports import operations as imports
from courses.exchange.imports.models import Kind as ImportKind
from courses.pages.printing import exports
from courses.pages.printing.kinds import Paper
from courses.registration.models import State
from courses.schedule.calendars import operations as calendars
from courses.schedule.calendars.models import Kind
from tests.access.policy import ACTORS
from tests.factories import (
    activities,
    calls,
    certificates,
    inviting,
    materials,
    outcomes,
    packs,
    people,
    schedule,
    standards,
    uploads,
)
from turin import clock, mail
from turin.db import db
from turin.db.types import Text
from turin.jobs import operations as jobs
from turin.jobs.work import does
from turin.mail.models import Outgoing
from turin.mail.models import State as MailState
from turin.people import current, operations
from turin.people.models import Person, Role
from turin.uploads.models import State as UploadState

ROLES = {
    "trainer": Role.TRAINER,
    "other_trainer": Role.TRAINER,
    "assistant": Role.ASSISTANT,
    "coordinator": Role.COORDINATOR,
    "other_coordinator": Role.COORDINATOR,
    "deputy": Role.COORDINATOR,
    "manager": Role.MANAGER,
    "administrator": Role.ADMINISTRATOR,
    "disabled": Role.COORDINATOR,
}


@dataclass(frozen=True)
class World:
    """The actors by name, and the things that addresses are made of, all of the one activity."""

    actors: dict[str, Person | None]
    things: dict[str, str | int]


def build() -> World:
    """Make the world inside the open transaction."""
    actors = {name: _actor(name) for name in ACTORS}
    course = activities.course()
    runs = (actors["coordinator"], actors["disabled"])
    module = activities.module()
    activity = activities.running(runs, course_id=course.id, modules=[module])
    activity.assistants = [ActivityAssistant(person_id=actors["assistant"].id)]
    deputy = people.deputy(actors["coordinator"], actors["deputy"])
    other = activities.running((actors["other_coordinator"],))
    room = schedule.room()
    session = schedule.session(activity, trainers=[actors["trainer"]], room=room)
    schedule.session(other, trainers=[actors["other_trainer"]])
    application = _application(activity, actors["applicant"], State.SUBMITTED)
    _application(other, actors["other_applicant"], State.SUBMITTED)
    seat = _application(activity, actors["participant"], State.CONFIRMED, present=[session])
    (certificate,) = certificates.issued(activity, by=actors["coordinator"])
    work = materials.work()
    file = materials.held(work, "en")
    pack = packs.made([work])
    outcome = outcomes.outcome(activity)
    commitment = outcomes.commitment(outcome, actors["coordinator"])
    gaps = {str(session.id): [["trainer", str(actors["other_trainer"].id), 2]]}
    db.session.add(ActivityCopy(activity=activity, source=other, gaps=gaps))
    line = ActivityCheck(activity=activity, usual=Usual.VISAS, days=-30)
    term = Term(vocabulary=Vocabulary.DONOR, name=Text(en="Donor"))
    db.session.add_all([line, term])
    db.session.flush()
    view = views.save(Shown.LIST, "when=past", "Past", by=actors["coordinator"])
    letter = _letter(actors["applicant"])
    job = jobs.start(
        "access.trial",
        ("activity", activity.id),
        total=1,
        by=actors["coordinator"],
        at=clock.now(),
    )
    calendar = calendars.make(
        Kind.MINE, None, language="en", by=actors["participant"], at=clock.now()
    )
    things = {
        "course_key": course.key,
        "line_id": line.id,
        "term_id": term.id,
        "view_id": view.id,
        "job_id": job.id,
        "letter_id": letter.id,
        "undelivered_id": _undelivered(application).id,
        "activity_id": activity.id,
        "activity_key": activity.key,
        "activity_code": activity.code,
        "session_id": session.id,
        "room_id": room.id,
        "trainer_id": actors["trainer"].id,
        "absence_id": schedule.absence(actors["trainer"]).id,
        "application_id": application.id,
        "application_reference": application.reference,
        "seat_id": seat.id,
        "seat_reference": seat.reference,
        "export_id": exports.export(
            activity, Paper.DOSSIER, "en", by=actors["coordinator"], at=clock.now()
        ),
        "import_id": imports.keep(
            b"day;starts at;ends at;title\n2000-01-01;09:00;10:00;Trial\n",
            ImportKind.SESSIONS,
            activity,
            pasted=False,
            by=actors["coordinator"],
            at=clock.now(),
        ).id,
        "upload_id": uploads.upload(actors["coordinator"], UploadState.WHOLE).id,
        "calendar_id": calendar.id,
        "calendar_token": calendars.token(calendar),
        "certificate_number": certificate.number,
        "outcome_id": outcome.id,
        "commitment_id": commitment.id,
        "invitation_id": inviting.invitation(activity, [session]).id,
        "called_id": calls.called(activity).id,
        "module_key": module.key,
        "taught_id": activity.modules[0].id,
        "instrument_key": standards.instrument().key,
        "work_key": work.key,
        "edition_id": work.editions[0].id,
        "translation_id": file.translation.id,
        "file_id": file.id,
        "pack_key": pack.key,
        "pack_digest": pack.parts[0].sha256[:12],
        "pack_name": pack.parts[0].name,
        "file_digest": file.sha256[:12],
        "file_name": file.name,
        "picture_digest": materials.made(file, "picture", b"a picture").sha256[:12],
        "text_digest": materials.made(file, "text", b"<p>its words</p>").sha256[:12],
        "deputy_id": deputy.id,
        "assistant_id": actors["assistant"].id,
        "coordinator_id": actors["coordinator"].id,
        "applicant_id": actors["applicant"].id,
        "sign_in_id": current.begin(actors["applicant"], clock.now())[0].id,
    }
    uploads.upload(actors["trainer"])
    materials.made(file, "light", state="not_possible", reason="too_heavy")  # it may be tried again
    return World(actors, things)


@does("access.trial", lazy_gettext("Trial"))
def _nothing(_job) -> None:
    """Do nothing: the job is only looked at."""


def _letter(person: Person) -> Outgoing:
    """Return a letter to ``person`` that has left."""
    operations.mail_link(person.email, leads_to="", at=clock.now())
    letter = db.session.scalars(select(Outgoing).order_by(Outgoing.id.desc())).first()
    letter.message = (
        b"Subject: Trial\r\nContent-Language: en\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nTrial\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><html lang=en dir=ltr>"
        b"<head><title>Trial</title></head><body><h1>Trial</h1></body></html>\r\n--x--\r\n"
    )
    letter.state, letter.sent_at = MailState.SENT, clock.now()
    db.session.flush()
    return letter


def _undelivered(application) -> Outgoing:
    """Return a letter about ``application`` that did not arrive."""
    mail.post(
        "registration.received",
        subject=("application", application.id),
        person=application.person,
        occurrence="received",
        at=clock.now(),
    )
    letter = db.session.scalars(select(Outgoing).order_by(Outgoing.id.desc())).first()
    letter.state = MailState.DEAD
    db.session.flush()
    return letter


def _actor(name: str) -> Person | None:
    if name == "anonymous":
        return None
    roles = [ROLES[name]] if name in ROLES else []
    return people.person(*roles, name=name.replace("_", " ").title())


def _application(activity, person: Person, state: State, present=()):
    return certificates.participant(
        activity,
        present,
        person_id=person.id,
        name=person.name,
        email=person.email,
        state=state,
        submitted_at=clock.now(),
        verified_at=clock.now(),
    )
