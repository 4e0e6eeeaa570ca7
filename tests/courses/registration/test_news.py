"""Everybody who counts on an activity is told that it moves, waits or does not take place."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from courses.activities import operations as activity_operations
from courses.activities.rules import Step, today
from courses.registration import queries, rules
from courses.registration.models import Application, State
from tests.factories import activities, people, registration
from tests.factories.activities import TODAY
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.mail import Withheld
from turin.mail.models import Intent, Outgoing
from turin.mail.rendering import render
from turin.people.models import Role

DEADLINE = TODAY + timedelta(days=100)
NEW = PartialDate(str(TODAY + timedelta(days=200)))


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR)


@pytest.fixture
def activity(coordinator):
    with transaction():
        made = activities.activity((coordinator,), title=Text(en="Union rights"))
        for state in State:
            registration.application(made, state=state)
        registration.claim(made)  # nobody has opened its link
    return made


def move(activity, by):
    activity_operations.move(activity, NEW, NEW, DEADLINE, None, by=by, at=clock.now())


def take(step):
    return lambda activity, by: activity_operations.take(step, activity, by=by, at=clock.now())


@pytest.mark.parametrize(
    ("deed", "kind", "subject"),
    [
        (move, "registration.moved", "The activity has new dates"),
        (take(Step.POSTPONE), "registration.postponed", "The activity is postponed"),
        (take(Step.CANCEL), "registration.cancelled", "The activity is cancelled"),
    ],
)
def test_those_whose_application_stands_are_told(coordinator, activity, deed, kind, subject):
    with transaction():
        deed(activity, coordinator)

    told = db.session.scalars(select(Intent).where(Intent.kind == kind).order_by(Intent.id)).all()
    told_of = [db.session.get_one(Application, one.subject_id).state for one in told]
    assert sorted(told_of) == ["confirmed", "offered", "reserved", "submitted"]
    outgoing = db.session.scalars(select(Outgoing.id).where(Outgoing.intent_id == told[0].id)).one()
    letter = message_from_bytes(render(outgoing, clock.now()).message, policy=policy.default)
    assert letter["Subject"] == subject  # and no word of a union
    for form in ("plain", "html"):
        assert "Union rights" in letter.get_body((form,)).get_content()


def test_who_could_not_answer_while_it_waited_gets_time_to_answer(coordinator, activity):
    now = clock.now()
    with transaction():
        (offered,) = queries.offered(activity)
        offered.answer_by = now - timedelta(days=1)
        take(Step.POSTPONE)(activity, coordinator)
        move(activity, coordinator)
        assert offered.answer_by < now  # nobody can answer yet
        take(Step.REOPEN)(activity, coordinator)

    in_a_week = today(activity, now) + timedelta(days=7)
    assert rules.last_day(offered.answer_by, activity) == in_a_week


def test_news_that_is_no_longer_true_is_withheld(coordinator, activity):
    with transaction():
        take(Step.POSTPONE)(activity, coordinator)
    with transaction():
        move(activity, coordinator)
        take(Step.REOPEN)(activity, coordinator)

    postponed = select(Outgoing.id).join(Intent).where(Intent.kind == "registration.postponed")
    with pytest.raises(Withheld):
        render(db.session.scalars(postponed).first(), clock.now())
