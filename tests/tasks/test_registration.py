"""What is done for registration at regular times."""

from datetime import timedelta

import pytest

from courses.activities.models import State as Stage
from courses.activities.queries import everything
from courses.pages.figures import counts
from courses.registration import operations, queries
from courses.registration.models import Application, Decision, State
from tasks import registration as tasks
from tests.factories import activities, registration
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.organisations.models import Group


def test_only_offers_whose_time_is_over_are_taken_back(app):
    now = clock.now()
    with transaction():
        activity = activities.activity()
        for late in (now - timedelta(minutes=1), now, now + timedelta(minutes=1)):
            registration.application(activity, state=State.OFFERED, answer_by=late)
    for _beat in range(2):
        with transaction():
            tasks.expire_offers(now)

    states = [one.state for one in db.session.query(Application).order_by(Application.id)]
    assert states == [State.EXPIRED, State.EXPIRED, State.OFFERED]


def test_no_offer_runs_out_in_what_does_not_take_place(app):
    now = clock.now()
    with transaction():
        for state in (Stage.POSTPONED, Stage.CANCELLED):
            activity = activities.activity(state=state)
            registration.application(activity, state=State.OFFERED, answer_by=now)
        tasks.expire_offers(now)

    assert {one.state for one in db.session.query(Application)} == {State.OFFERED}


def test_what_nobody_proved_is_kept_for_a_month(app):
    now = clock.now()
    with transaction():
        activity = activities.activity()
        registration.draft(activity, started_at=now - timedelta(days=31))
        kept = registration.draft(activity, started_at=now - timedelta(days=29))
        registration.claim(activity, submitted_at=now - timedelta(days=31))
        registration.application(activity, submitted_at=now - timedelta(days=60))
    with transaction():
        tasks.forget(now)

    drafts = db.session.query(Application).filter_by(state=State.DRAFT).all()
    assert drafts == [kept]
    assert db.session.query(Application).count() == 2


def test_what_a_mailed_link_leads_to_is_kept_as_long_as_the_link(app):
    now = clock.now()
    with transaction():
        draft = registration.draft(activities.activity(), started_at=now - timedelta(days=40))
        operations.send_link(draft, at=now - timedelta(days=15))
    for days, left in ((0, 1), (16, 0)):
        with transaction():
            tasks.forget(now + timedelta(days=days))
        assert db.session.query(Application).count() == left


@pytest.mark.parametrize("state", [State.DECLINED, State.EXPIRED, State.REFUSED, State.WITHDRAWN])
def test_what_led_to_no_seat_is_kept_for_a_year(app, state):
    now = clock.now()
    with transaction():
        activity = activities.activity()
        for days, decided in ((366, state), (364, state), (366, State.CONFIRMED)):
            one = registration.application(activity, state=decided)
            one.decisions.append(
                Decision(before=State.SUBMITTED, after=decided, at=now - timedelta(days=days))
            )
    with transaction():
        tasks.forget(now)

    left = [one.state for one in db.session.query(Application).order_by(Application.id)]
    assert left == [state, State.CONFIRMED]
    assert db.session.query(Decision).count() == 2


def test_what_is_special_is_kept_for_half_a_year_and_its_figures_for_good(app):
    now = clock.now()
    with transaction():
        over, recent = (
            activities.activity(
                state=Stage.CLOSED,
                starts=PartialDate(str((now - timedelta(days=days + 4)).date())),
                ends=PartialDate(str((now - timedelta(days=days)).date())),
            )
            for days in (184, 182)
        )
        for activity in (over, recent):
            for group, state in (
                (Group.WORKERS, State.CONFIRMED),
                (Group.WORKERS, State.CONFIRMED),
                (Group.EMPLOYERS, State.CONFIRMED),
                (Group.WORKERS, State.WITHDRAWN),
            ):
                registration.application(
                    activity, state=state, group=group, organisation="Union", needs="A ramp"
                )
    groups = queries.balance(over).groups
    for _beat in range(2):
        with transaction():
            tasks.forget(now)

    def told(activity):
        asked = db.session.query(Application).filter_by(activity=activity)
        return {(one.group, one.organisation, one.needs) for one in asked}

    assert told(over) == {(None, "", "")}
    assert (None, "", "") not in told(recent)
    assert +queries.balance(over).groups == groups
    assert +counts.divisions(everything())[over.id].groups == groups
