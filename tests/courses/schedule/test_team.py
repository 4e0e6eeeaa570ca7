"""Who teaches in an activity, or runs it, is told what becomes of it."""

from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from courses.activities import operations
from courses.activities.models import State
from courses.activities.rules import Step
from courses.registration.models import State as Applied
from tests.factories import activities, people, registration, schedule
from turin import clock
from turin.db import db, transaction
from turin.mail.models import Intent, Outgoing
from turin.mail.rendering import render
from turin.people.models import Role


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR)


def letters(kind):
    asked = select(Intent).where(Intent.kind == kind).order_by(Intent.id)
    return db.session.scalars(asked).all()


@pytest.mark.parametrize("step", [Step.CONFIRM, Step.POSTPONE, Step.CANCEL])
def test_the_team_is_told_once_each_but_who_did_it(coordinator, step):
    with transaction():
        other = people.person(Role.COORDINATOR)
        both, gone = people.person(Role.TRAINER), people.person(Role.TRAINER)
        gone.disabled_at = clock.now()
        activity = activities.activity((coordinator, other))
        for day in range(2):
            schedule.session(activity, day=day, trainers=[both, gone])
        elsewhere = activities.activity((coordinator,))
        schedule.session(elsewhere, trainers=[people.person(Role.TRAINER)])
        operations.take(step, activity, by=coordinator, at=clock.now())

    assert [one.person_id for one in letters("activities.news")] == [both.id, other.id]


def test_the_letter_says_where_the_activity_stands_in_her_language(coordinator):
    with transaction():
        trainer = people.person(Role.TRAINER, language="ar")
        activity = activities.activity((coordinator,), code="A9018204")
        schedule.session(activity, trainers=[trainer])
        operations.take(Step.CONFIRM, activity, by=coordinator, at=clock.now())
        outgoing = db.session.scalars(select(Outgoing.id)).one()
    rendered = render(outgoing, clock.now())
    text = message_from_bytes(rendered.message, policy=policy.default).get_body(("plain",))

    assert "A9018204" in rendered.subject
    assert "الاستقدام العادل" in text.get_content()
    assert State.CONFIRMED.label not in text.get_content()  # which is English here


def test_who_has_a_seat_is_told_that_it_takes_place(coordinator):
    with transaction():
        activity = activities.activity((coordinator,))
        for state in (Applied.CONFIRMED, Applied.OFFERED, Applied.SUBMITTED, Applied.RESERVED):
            registration.application(activity, people.person(), state=state)
        operations.take(Step.CONFIRM, activity, by=coordinator, at=clock.now())

    assert len(letters("registration.takes_place")) == 2
