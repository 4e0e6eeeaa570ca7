"""The last seat is given once, whoever presses at the same time."""

from datetime import timedelta
from functools import partial

import pytest

from courses.activities.models import Choice
from courses.registration import operations, queries
from courses.registration.models import Application, Decision, State
from tests.factories import activities, people, registration
from tests.races.threads import at_once, meeting_after_the_count, no_lock
from turin import clock
from turin.db import db, transaction
from turin.people.models import Person, Role

PEOPLE, SEATS, ROUNDS = 24, 3, 20


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR).id


def offered_at_once(app, coordinator):
    """Offer a seat of three to 24 people from 24 threads; return how it ended, and who has one."""
    with transaction():
        activity = activities.activity(seats=SEATS)
        ids = [registration.application(activity).id for _ in range(PEOPLE)]

    def offer(application_id):
        at = clock.now()
        with transaction():
            operations.offer(
                db.session.get_one(Application, application_id),
                at + timedelta(days=7),
                by=db.session.get_one(Person, coordinator),
                at=at,
            )

    ended = at_once(app, *(partial(offer, one) for one in ids))
    db.session.rollback()
    return ended, len(queries.holders(activity))


def check_given_once(ended, held):
    assert held == SEATS
    assert ended == {"done": SEATS, "ActivityFull": PEOPLE - SEATS}


def test_24_people_for_3_seats_are_3(app, coordinator, monkeypatch):
    for _round in range(ROUNDS):
        with meeting_after_the_count(monkeypatch, 0.02):
            check_given_once(*offered_at_once(app, coordinator))


def test_without_the_lock_the_same_test_fails(app, coordinator, monkeypatch):
    with no_lock(monkeypatch), meeting_after_the_count(monkeypatch, 10):
        outcome = offered_at_once(app, coordinator)
    with pytest.raises(AssertionError):
        check_given_once(*outcome)


def test_who_comes_first_has_the_seat_and_the_rest_wait(app, monkeypatch):
    with transaction():
        activity = activities.activity(seats=SEATS, choice=Choice.FIRST_COME)
        ids = [registration.claim(activity).id for _ in range(PEOPLE)]

    def verify(application_id):
        with transaction():
            operations.verify(db.session.get_one(Application, application_id), at=clock.now())

    with meeting_after_the_count(monkeypatch, 0.02):
        ended = at_once(app, *(partial(verify, one) for one in ids))

    db.session.rollback()
    counts = queries.counts_by_state([activity])[activity.id]
    assert ended == {"done": PEOPLE}
    assert counts == {State.CONFIRMED: SEATS, State.RESERVED: PEOPLE - SEATS}


def test_sent_twice_at_once_it_is_one_application(app):
    with transaction():
        draft_id = registration.draft(activities.activity()).id

    def submit():
        with transaction():
            draft = db.session.get_one(Application, draft_id)
            operations.submit(draft, by=None, at=clock.now())

    ended = at_once(app, *[submit] * 8)

    db.session.rollback()
    sent = db.session.get_one(Application, draft_id)
    assert ended == {"done": 8}
    assert sent.state == State.SUBMITTED
    assert len(sent.decisions) == 1


def test_one_seat_offered_twice_at_once_is_offered_once(app, coordinator):
    with transaction():
        one_id = registration.application(activities.activity()).id

    def offer():
        at = clock.now()
        with transaction():
            operations.offer(
                db.session.get_one(Application, one_id),
                at + timedelta(days=7),
                by=db.session.get_one(Person, coordinator),
                at=at,
            )

    ended = at_once(app, *[offer] * 4)

    db.session.rollback()
    assert ended == {"done": 1, "WrongState": 3}
    assert len(db.session.get_one(Application, one_id).decisions) == 1


def test_an_answer_and_the_end_of_the_offer_do_not_both_count(app):
    at = clock.now()
    for _round in range(ROUNDS):
        with transaction():
            offered = registration.application(
                activities.activity(), state=State.OFFERED, answer_by=at + timedelta(minutes=1)
            )
        one_id, person_id = offered.id, offered.person_id

        def confirm(one_id=one_id, person_id=person_id):
            with transaction():
                operations.confirm(
                    db.session.get_one(Application, one_id),
                    by=db.session.get_one(Person, person_id),
                    at=at,
                )

        def expire(one_id=one_id):
            with transaction():
                operations.expire(
                    db.session.get_one(Application, one_id), at=at + timedelta(minutes=1)
                )

        ended = at_once(app, confirm, expire)

        db.session.rollback()
        decided = db.session.query(Decision).filter_by(application_id=one_id).all()
        assert ended == {"done": 1, "WrongState": 1}
        assert [one.after for one in decided] == [db.session.get_one(Application, one_id).state]
