"""Who may call what: one line for each endpoint. An endpoint without a line fails the test.

    "certificates.revoke": who(RUN_IT, number="certificate")
    "materials.work": who(EVERYBODY, key="work")
    "apply.step": who({"applicant"}, send={"applicant"}, code="activity_code", step="you")

``who`` names those who may open it (GET) and, where others may send it, ``send`` (POST). Each
keyword says what stands for an argument of the address or of its query: the name of one of the
`World`'s things, or else the word itself. All things belong to the one activity that the actors
without "other" have to do with, so that every line is tried with one's own and with a stranger's.
"""

from dataclasses import dataclass

ACTORS = (
    "anonymous",
    "applicant",  # she applied, and waits
    "other_applicant",  # for another activity
    "participant",  # she holds a seat and a certificate
    "trainer",  # of a session
    "other_trainer",
    "assistant",  # she does the daily work on the activity
    "coordinator",  # she runs the activity
    "other_coordinator",
    "deputy",  # she runs it while the coordinator is away
    "manager",  # she sees the figures of all
    "administrator",
    "disabled",  # she ran the activity until her account was closed
)

EVERYBODY = frozenset(ACTORS)
SIGNED_IN = EVERYBODY - {"anonymous", "disabled"}
RUN_IT = frozenset({"coordinator", "deputy", "administrator"})
STARTED_IT = frozenset({"coordinator", "administrator"})  # long work, or to stand in
WORK_ON_IT = RUN_IT | {"assistant"}
COORDINATORS = RUN_IT | {"other_coordinator"}
WORKERS = COORDINATORS | {"assistant"}
UPLOADERS = COORDINATORS | {"trainer", "other_trainer"}
PLANNERS = WORKERS | {"manager"}
OVERSEERS = frozenset({"manager", "administrator"})
STAFF = PLANNERS | {"trainer", "other_trainer"}
ADMINISTRATORS = frozenset({"administrator"})
# Who knows of a page that is for others, and reads there who they are.
TOLD = {
    RUN_IT: {"assistant", "manager"},
    WORK_ON_IT: {"manager"},
    COORDINATORS: {"assistant", "manager"},
    WORKERS: {"manager"},
    OVERSEERS: {"assistant", "coordinator", "other_coordinator", "deputy"},
}


@dataclass(frozen=True)
class Line:
    """Who may open and who may send one endpoint, and what its address is made of."""

    opens: frozenset[str]
    sends: frozenset[str]
    told: frozenset[str]
    values: dict[str, str]


def who(opens, *, send=None, told=None, **values) -> Line:
    """Return a line; ``send`` is as ``opens``, ``told`` as in `TOLD`, unless it is said."""
    known = TOLD.get(frozenset(opens), ()) if told is None else told
    sends = opens if send is None else send
    return Line(frozenset(opens), frozenset(sends), frozenset(known), values)


POLICY = {
    "static_files.show": who(EVERYBODY, digest="0", name="base.css"),
    "worker.show": who(EVERYBODY),
    "offline.kept": who(EVERYBODY),
    "offline.none": who(EVERYBODY),
    "health.alive": who(EVERYBODY),
    "health.ready": who(EVERYBODY),
    "health.figures": who(EVERYBODY),  # from this machine, as here; tests/turin/health has the rest
    "jobs.progress": who(STARTED_IT, job_id="job_id"),
    "jobs.figures": who(STARTED_IT, job_id="job_id"),
    # Files on their way in
    "uploads.uploads": who(UPLOADERS),
    "uploads.begin": who(UPLOADERS),
    "uploads.progress": who({"coordinator"}, number="upload_id"),
    "uploads.part": who({"coordinator"}, number="upload_id"),
    "uploads.check": who({"coordinator"}, number="upload_id"),
    "uploads.remove": who({"coordinator"}, number="upload_id"),
    # Mailbox of the demonstration: a real site has none
    "mailbox.messages": who(EVERYBODY),
    "mailbox.message": who(EVERYBODY, outgoing_id="letter_id"),
    "mailbox.html": who(EVERYBODY, outgoing_id="letter_id"),
    # People
    "people.sign_in": who(EVERYBODY),
    "people.link_sent": who(EVERYBODY),
    "people.open_link": who(EVERYBODY, token="not-a-link"),
    "people.choose": who(EVERYBODY),
    "people.sign_out": who(EVERYBODY),
    "people.profile": who(SIGNED_IN),
    "people.change_password": who(SIGNED_IN),
    "second_step.code": who(EVERYBODY),
    "passkeys.options": who(EVERYBODY),
    "passkeys.sign_in": who(EVERYBODY),
    "factors.passkey_options": who(SIGNED_IN),
    "factors.add_passkey": who(SIGNED_IN),
    "factors.remove_passkey": who(SIGNED_IN, passkey_id="1"),
    "factors.overview": who(SIGNED_IN),
    "factors.begin_codes": who(SIGNED_IN),
    "factors.confirm_codes": who(SIGNED_IN),
    "factors.remove_codes": who(SIGNED_IN),
    "factors.renew_recovery": who(SIGNED_IN),
    "sign_ins.sign_ins": who(SIGNED_IN),
    "sign_ins.end": who(SIGNED_IN, sign_in_id="sign_in_id"),
    "sign_ins.end_others": who(SIGNED_IN),
    "accounts.people": who(ADMINISTRATORS),
    "accounts.person": who(ADMINISTRATORS, person_id="applicant_id"),
    "accounts.grant": who(ADMINISTRATORS, person_id="applicant_id"),
    "accounts.revoke_role": who(ADMINISTRATORS, person_id="coordinator_id", role="coordinator"),
    "accounts.disable": who(ADMINISTRATORS, person_id="applicant_id"),
    "deputies.of": who(ADMINISTRATORS, person_id="coordinator_id"),
    "deputies.mine": who(COORDINATORS),
    "deputies.end": who(
        {"coordinator", "administrator"}, told={"assistant", "manager"}, number="deputy_id"
    ),
    "accounts.reset_second_step": who(ADMINISTRATORS, person_id="applicant_id"),
    "accounts.enable": who(ADMINISTRATORS, person_id="applicant_id"),
    # Courses
    "short.home": who(EVERYBODY),
    "short.activity": who(EVERYBODY, key="activity_key"),
    "pages.front": who(EVERYBODY),
    "pages.privacy": who(EVERYBODY),
    "pages.courses": who(EVERYBODY),
    "pages.activity": who(EVERYBODY, name="activity_key"),
    "pages.feed": who(EVERYBODY),
    "pages.feed_of_one": who(EVERYBODY, key="activity_key"),
    "pages.course": who(EVERYBODY, key="course_key"),
    "pages.note_pdf": who(EVERYBODY, key="activity_key"),
    "pages.briefing": who(EVERYBODY, key="activity_key"),
    "pages.instruments": who(EVERYBODY),
    "pages.instrument": who(EVERYBODY, key="instrument_key"),
    "pages.country": who(EVERYBODY, code="AL"),
    "briefing.activity": who(WORK_ON_IT, key="activity_key"),
    "briefing.pdf": who(WORK_ON_IT, key="activity_key"),
    "pages.ask": who(EVERYBODY, key="activity_key"),
    "pages.tell_me": who(EVERYBODY, key="course_key"),
    "staff.overview": who(SIGNED_IN),
    "staff.unreached": who(COORDINATORS),
    "staff.reach": who(RUN_IT, number="undelivered_id"),
    "staff.copy": who(RUN_IT, key="activity_key"),
    "staff.copied": who(WORK_ON_IT, key="activity_key"),
    "figures.year": who(OVERSEERS),
    "figures.activity": who(OVERSEERS, key="activity_key"),
    # Applying
    "registration.apply": who(EVERYBODY, key="activity_key"),
    "registration.step": who(EVERYBODY, key="activity_key", step="you"),
    "registration.sent": who(EVERYBODY, key="activity_key"),
    "registration.saved": who(EVERYBODY, key="activity_key"),
    "registration.open_link": who(EVERYBODY, token="not-a-link"),
    "registration.again": who(EVERYBODY, token="not-a-link"),
    "registration.me": who(SIGNED_IN),
    "registration.mine": who({"applicant"}, reference="application_reference"),
    "registration.confirm": who({"applicant"}, reference="application_reference"),
    "registration.refuse": who({"applicant"}, reference="application_reference"),
    "registration.withdraw": who({"applicant"}, reference="application_reference"),
    "registration.correct_name": who({"applicant"}, reference="application_reference"),
    # Choosing
    "applicants.applicants": who(WORK_ON_IT, key="activity_key"),
    "applicants.decide": who(RUN_IT, key="activity_key", deed="offer"),
    "applicants.applicant": who(WORK_ON_IT, reference="application_reference"),
    # Texts of the catalogue
    "texts.board": who(COORDINATORS),
    "texts.language": who(COORDINATORS, code="lo"),
    "texts.edit": who(COORDINATORS, code="lo", kind="course", key="course_key"),
    # Activities
    "activities.activities": who(WORKERS),
    "year.calendar": who(PLANNERS),
    "activities.choose": who(COORDINATORS),
    "activities.plan": who(COORDINATORS, course_key="course_key"),
    "activities.overview": who(WORK_ON_IT, key="activity_key"),
    "activities.edit": who(RUN_IT, key="activity_key"),
    "activities.move": who(RUN_IT, key="activity_key"),
    "activities.discard": who(RUN_IT, key="activity_key"),
    "activities.ask": who(RUN_IT, key="activity_key", step="cancel"),
    "activities.take": who(RUN_IT, key="activity_key", step="close"),
    "activities.assign": who(RUN_IT, key="activity_key"),
    "activities.assist": who(RUN_IT, key="activity_key"),
    "activities.release": who(RUN_IT, key="activity_key", person_id="assistant_id"),
    "activities.unassign": who(RUN_IT, key="activity_key", person_id="coordinator_id"),
    "modules.modules": who(COORDINATORS),
    "modules.module": who(COORDINATORS, key="module_key"),
    "modules.taught": who(RUN_IT, key="activity_key"),
    "modules.renew": who(RUN_IT, key="activity_key", number="taught_id"),
    "history.history": who(RUN_IT, key="activity_key"),
    "activities.back": who(RUN_IT, key="activity_key"),
    "reminders.reminders": who(RUN_IT, key="activity_key"),
    "activities.checklist": who(WORK_ON_IT, key="activity_key"),
    "activities.change_line": who(WORK_ON_IT, key="activity_key", number="line_id", deed="tick"),
    "activities.keep_checklist": who(RUN_IT, key="activity_key"),
    "course_terms.classify": who(COORDINATORS, key="course_key"),
    "vocabularies.vocabularies": who(COORDINATORS),
    "vocabularies.add": who(COORDINATORS, vocabulary="donor"),
    "vocabularies.rename": who(COORDINATORS, number="term_id"),
    "vocabularies.change": who(COORDINATORS, number="term_id", deed="retire"),
    "bulk.choose": who(COORDINATORS, a="activity_key"),
    "bulk.change": who(COORDINATORS, what="coordinator", a="activity_key"),
    "views.views": who(COORDINATORS),
    "views.add": who(COORDINATORS),
    "views.rename": who({"coordinator"}, told=TOLD[COORDINATORS], number="view_id"),
    "views.change": who({"coordinator"}, told=TOLD[COORDINATORS], number="view_id", deed="start"),
    # Calls
    "calls.call": who(RUN_IT, key="activity_key"),
    "calls.take": who(RUN_IT, key="activity_key"),
    "calls.send": who(RUN_IT, key="activity_key"),
    "calls.remove": who(RUN_IT, key="activity_key", number="called_id"),
    "call.answer": who(EVERYBODY, token="not-a-link"),
    # Schedule
    "schedule.timetable": who(WORK_ON_IT, key="activity_key"),
    "schedule.add": who(WORK_ON_IT, key="activity_key"),
    "schedule.session": who(WORK_ON_IT, number="session_id"),
    "schedule.move": who(WORK_ON_IT, number="session_id"),
    "schedule.remove": who(WORK_ON_IT, number="session_id"),
    "schedule.batch": who(WORK_ON_IT, key="activity_key"),
    "schedule.repeat": who(WORK_ON_IT, key="activity_key"),
    "inviting.invitations": who(RUN_IT, key="activity_key"),
    "inviting.revoke": who(RUN_IT, key="activity_key", number="invitation_id"),
    "invitation.answer": who(EVERYBODY, token="not-a-link"),
    "schedule.fill": who(WORK_ON_IT, key="activity_key"),
    "schedule.rooms": who(COORDINATORS),
    "schedule.room": who(COORDINATORS, number="room_id"),
    "schedule.rooms_week": who(WORKERS),
    "schedule.room_week": who(WORKERS, number="room_id"),
    "schedule.trainer_week": who(WORKERS, number="trainer_id"),
    "schedule.teaching": who({"trainer", "other_trainer"}),
    "schedule.remove_absence": who({"trainer"}, number="absence_id"),
    # Importing
    "imports.kinds": who(COORDINATORS),
    "imports.send": who(COORDINATORS, kind="rooms"),
    "imports.sessions": who(RUN_IT, key="activity_key"),
    "imports.empty": who(COORDINATORS, kind="sessions", form="csv"),
    "imports.dry_run": who({"coordinator"}, told=TOLD[COORDINATORS], number="import_id"),
    # Lists as files
    "lists.over_all": who(WORKERS, which="activities", form="csv"),
    "lists.of_one": who(WORK_ON_IT, key="activity_key", which="timetable", form="csv"),
    "lists.trainer_week": who(WORKERS, number="trainer_id", form="csv"),
    # Papers
    "pages.programme_pdf": who(EVERYBODY, key="activity_key"),
    "papers.papers": who(WORK_ON_IT | {"trainer"}, key="activity_key"),
    "papers.download": who({"coordinator"}, number="export_id", form="pdf"),
    # Calendars
    "calendars.timetable": who(EVERYBODY, key="activity_key"),
    "calendars.calendars": who(SIGNED_IN),
    "calendars.make": who(WORK_ON_IT, told=(), kind="activity", of="activity_key"),
    "calendars.revoke": who({"participant"}, number="calendar_id"),
    "calendar_feeds.feed": who(EVERYBODY, token="calendar_token"),
    # Library
    # The library as staff keep it
    "keeping.works": who(WORKERS),
    "keeping.work": who(WORKERS, key="work_key"),
    "keeping.add": who(COORDINATORS),
    "keeping.change": who(COORDINATORS, key="work_key"),
    "keeping.history": who(COORDINATORS, key="work_key"),
    "keeping.uses": who(COORDINATORS, key="work_key"),
    "keeping.add_edition": who(COORDINATORS, key="work_key"),
    "keeping.change_edition": who(COORDINATORS, key="work_key", number="edition_id"),
    "keeping.add_translation": who(COORDINATORS, key="work_key", number="edition_id"),
    "keeping.translation": who(COORDINATORS, key="work_key", number="translation_id"),
    "keeping.move_on": who(COORDINATORS, key="work_key", number="translation_id"),
    "keeping.caught_up": who(COORDINATORS, key="work_key", number="translation_id"),
    "keeping.remove_translation": who(COORDINATORS, key="work_key", number="translation_id"),
    "keeping.add_file": who(COORDINATORS, key="work_key", number="translation_id"),
    "keeping.file": who(COORDINATORS, key="work_key", number="file_id"),
    "keeping.remove_file": who(COORDINATORS, key="work_key", number="file_id"),
    "keeping.try_again": who(COORDINATORS, key="work_key", number="file_id"),
    "keeping.teaching": who({"trainer", "other_trainer"}),
    "translating.board": who(WORKERS),
    "translating.order": who(WORKERS, form="csv"),
    "translating.send": who(COORDINATORS),
    "translating.take": who(COORDINATORS),
    "materials.library": who(EVERYBODY),
    "materials.work": who(EVERYBODY, key="work_key"),
    "materials.translation": who(EVERYBODY, key="work_key", number="1", code="en"),
    "materials.languages": who(EVERYBODY),
    "materials.tell_me": who(EVERYBODY, key="work_key"),
    "downloads.download": who(EVERYBODY, digest="file_digest", name="file_name"),
    "derived.download": who(
        EVERYBODY, digest="file_digest", made="picture_digest", name="file_name"
    ),
    "text_editions.text": who(EVERYBODY, digest="file_digest", name="file_name"),
    "handing_out.materials": who(RUN_IT, key="activity_key"),
    "handing_out.change": who(RUN_IT, key="activity_key", work_key="work_key", deed="add"),
    "demand.demand": who(COORDINATORS),
    "demand.rows": who(COORDINATORS, form="csv"),
    "packs.of_activity": who(EVERYBODY, key="activity_key"),
    "packs.of_library": who(EVERYBODY),
    "packs.pack": who(EVERYBODY, key="pack_key"),
    "pack_files.download": who(EVERYBODY, digest="pack_digest", name="pack_name"),
    # Outcomes
    "declared.outcome": who(EVERYBODY, number="outcome_id"),
    "outcomes.outcomes": who(RUN_IT, key="activity_key"),
    "outcomes.add": who(RUN_IT, key="activity_key"),
    "outcomes.edit": who(RUN_IT, number="outcome_id"),
    "outcomes.remove": who(RUN_IT, number="outcome_id"),
    "outcomes.undertake": who(RUN_IT, number="outcome_id"),
    "outcomes.commitment": who(RUN_IT, number="commitment_id"),
    "outcomes.report": who(RUN_IT, number="commitment_id"),
    "outcomes.withdraw": who(RUN_IT, number="commitment_id"),
    "outcomes.ledger": who(PLANNERS),
    # Certificates
    "attendance.attendance": who(WORK_ON_IT, key="activity_key"),
    "attendance.session": who(WORK_ON_IT | {"trainer"}, number="session_id"),
    "certificates.overview": who(RUN_IT, key="activity_key"),
    "certificates.issue": who(RUN_IT, key="activity_key"),
    "certificates.download": who(RUN_IT, number="certificate_number"),
    "certificates.revoke": who(RUN_IT, number="certificate_number"),
    "certificates.correct": who(RUN_IT, number="certificate_number"),
    "my_certificates.download": who({"participant"}, number="certificate_number"),
    "verification.ask": who(EVERYBODY),
    "verification.verify": who(EVERYBODY, number="certificate_number"),
}
