"""Every kind of letter, written about people who are canaries throughout."""

from email import message_from_bytes, policy

import pytest

from courses.activities.models import Activity
from courses.activities.models import State as Activities
from courses.registration.models import Application, State
from tests.access.fields import LETTERS
from tests.access.looking import found
from turin import clock, mail
from turin.db import db, transaction
from turin.mail.letters import _writers
from turin.mail.models import Intent, Outgoing
from turin.mail.rendering import render
from turin.people.models import MailLink

# Whom a kind of letter goes to, the thing that it is about, and what makes it true.
KINDS = {
    "activities.assistant": ("assistant", "activity_id", None),
    "activities.call": ("stranger", "called_id", None),
    "activities.has_dates": ("stranger", "activity_id", None),
    "activities.news": ("trainer", "activity_id", Activities.CONFIRMED),
    "activities.question": ("coordinator", "question_id", None),
    "certificates.ready": ("participant", "certificate_id", None),
    "materials.there": ("stranger", "translation_id", None),
    "people.deputy": ("deputy", "deputy_id", None),
    "people.roles": ("assistant", "assistant_id", None),
    "people.second_factor_reset": ("applicant", "applicant_id", None),
    "people.sign_in": ("applicant", "link_id", None),
    "registration.application": ("stranger", "claim_id", State.SUBMITTED),
    "registration.cancelled": ("applicant", "application_id", Activities.CANCELLED),
    "registration.confirmed": ("participant", "seat_id", State.CONFIRMED),
    "registration.draft": ("stranger", "draft_id", State.DRAFT),
    "registration.expired": ("applicant", "application_id", State.EXPIRED),
    "registration.moved": ("applicant", "application_id", Activities.OPEN),
    "registration.offer": ("applicant", "application_id", State.OFFERED),
    "registration.postponed": ("applicant", "application_id", Activities.POSTPONED),
    "registration.received": ("applicant", "application_id", State.SUBMITTED),
    "registration.regret": ("applicant", "application_id", State.DECLINED),
    "registration.reserve": ("applicant", "application_id", State.RESERVED),
    "registration.takes_place": ("participant", "seat_id", Activities.CONFIRMED),
    "registration.withdrawn": ("applicant", "application_id", State.WITHDRAWN),
    "schedule.answered": ("coordinator", "invitation_id", None),
    "schedule.revoked": ("stranger", "invitation_id", None),
    "schedule.invitation": ("stranger", "invitation_id", None),
    "reminders.start": ("participant", "seat_id", None),
}


@pytest.fixture
def written(world, planted):
    """Write a letter of a kind: its subject, all its headers, its words."""

    def written(kind: str) -> tuple[str, str, str]:
        to, thing, state = KINDS[kind]
        with transaction():
            _make_true(world, state)
            outgoing_id = _posted(kind, world, to, world.things[thing])
        rendered = render(outgoing_id, clock.now())
        message = message_from_bytes(rendered.message, policy=policy.default)
        parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
        return rendered.subject, str(message), "\n".join(parts)

    return written


def _make_true(world, state) -> None:
    activity = db.session.get_one(Activity, world.things["activity_id"])
    activity.state = state if isinstance(state, Activities) else Activities.OPEN
    waits = db.session.get_one(Application, world.things["application_id"])
    waits.state = state if isinstance(state, State) else State.SUBMITTED
    link = db.session.get_one(MailLink, world.things["link_id"])
    link.email_key = world.actors["applicant"].email_key  # who has no account gets no letter


def _posted(kind: str, world, to: str, number: int) -> int:
    person = world.actors.get(to) or mail.Stranger("", "stranger@union.example", "en")
    mail.post(kind, subject=("any", number), person=person, occurrence="D-7", at=clock.now())
    db.session.flush()
    asked = db.select(Outgoing.id).join(Intent).where(Intent.kind == kind).order_by(Outgoing.id)
    return db.session.scalars(asked).all()[-1]


def test_every_kind_of_letter_is_read():
    assert set(_writers) == set(KINDS), "say in KINDS what the letter is about"


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_tells_its_reader_what_is_hers_and_no_more(written, planted, kind):
    to = KINDS[kind][0]
    subject, headers, words = written(kind)
    assert list(found(subject, planted)) == []
    wrong = {
        (canary.field, canary.owner)
        for canary in found(headers + words, planted)
        if not any(line.allows(canary, to, kind) for line in LETTERS)
    }
    assert wrong == set()


def test_a_letter_is_read_to_its_end(written, planted):
    _subject, _headers, words = written("activities.question")
    assert {canary.field for canary in found(words, planted)} >= {"question.words"}
