"""Reminders follow what is done with an activity at once, in the same transaction."""

from datetime import date

import pytest

from courses.activities import operations as activities
from courses.activities.rules import Step
from courses.registration import operations as registration
from courses.registration.models import State
from courses.reminders import operations as reminders
from courses.reminders import queries
from tests.courses.reminders.steps import planned, seat
from tests.factories import people
from tests.factories import registration as applications
from turin import clock
from turin.db import transaction
from turin.db.types import PartialDate
from turin.people.models import Role


@pytest.fixture
def coordinator(travel):
    with transaction():
        return people.person(Role.COORDINATOR)


def take(step, activity, by):
    with transaction():
        activities.take(step, activity, by=by, at=clock.now())


def move(activity, starts, by):
    with transaction():
        activities.move(
            activity,
            PartialDate(starts),
            PartialDate(starts),
            date(2027, 2, 15),
            None,
            by=by,
            at=clock.now(),
        )


def standing(activity):
    return [
        (label, moved, due) for label, moved, state, due in planned(activity) if state == "planned"
    ]


def test_moving_an_activity_moves_its_reminders(activity, coordinator):
    seat(activity)
    move(activity, "2027-04-12", coordinator)
    assert standing(activity) == [
        ("D-7", 1, "2027-04-05 07:00"),
        ("D-1", 1, "2027-04-11 07:00"),
    ]


@pytest.mark.parametrize("step", [Step.POSTPONE, Step.CANCEL])
def test_what_is_postponed_or_cancelled_has_no_reminders(activity, coordinator, step):
    seat(activity)
    take(step, activity, coordinator)
    assert standing(activity) == []


def test_a_postponed_activity_that_gets_new_dates_is_reminded_of_once_it_is_open(
    activity, coordinator
):
    seat(activity)
    take(Step.POSTPONE, activity, coordinator)
    move(activity, "2027-06-07", coordinator)
    assert standing(activity) == []
    take(Step.REOPEN, activity, coordinator)
    assert standing(activity) == [
        ("D-7", 1, "2027-05-31 07:00"),
        ("D-1", 1, "2027-06-06 07:00"),
    ]


def test_who_takes_her_seat_is_reminded_and_who_gives_it_up_is_not(activity):
    with transaction():
        hers = applications.application(activity, state=State.OFFERED)
    with transaction():
        registration.confirm(hers, by=hers.person, at=clock.now())
    assert [label for label, _, _ in standing(activity)] == ["D-7", "D-1"]
    with transaction():
        registration.withdraw(hers, by=hers.person, at=clock.now())
    assert standing(activity) == []


def test_who_takes_her_seat_leaves_the_reminders_of_the_others_alone(activity):
    with transaction():
        hers, other = (applications.application(activity, state=State.CONFIRMED) for _ in range(2))
        reminders.plan_hers(hers, at=clock.now())
    assert {one.application_id for one in queries.of_activity(activity)} == {hers.id}
    assert queries.of_application(other) == []
