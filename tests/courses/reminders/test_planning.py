"""When reminders are due, and that they follow whatever happens to seats and activities."""

import pytest
from sqlalchemy import select

from courses.activities.models import State
from courses.reminders import operations, queries, rules
from courses.reminders.models import Reminder
from tests.courses.reminders.steps import (
    dispatch,
    letters,
    plan,
    planned,
    seat,
    starting,
    withdraw,
)
from tests.factories import attendance
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate


@pytest.mark.parametrize(
    ("starts", "zone", "week_before", "day_before"),
    [
        ("2027-03-08", "Europe/Rome", "2027-03-01 08:00", "2027-03-07 08:00"),
        # summer time begins on 28 March, and ends on 31 October
        ("2027-03-30", "Europe/Rome", "2027-03-23 08:00", "2027-03-29 07:00"),
        ("2027-11-01", "Europe/Rome", "2027-10-25 07:00", "2027-10-31 08:00"),
        ("2027-03-08", "Asia/Kathmandu", "2027-03-01 03:15", "2027-03-07 03:15"),
        ("2027-03-08", "Pacific/Auckland", "2027-02-28 20:00", "2027-03-06 20:00"),
        ("2028-03-01", "Europe/Rome", "2028-02-23 08:00", "2028-02-29 08:00"),
        ("2028-03-07", "Europe/Rome", "2028-02-29 08:00", "2028-03-06 08:00"),
        ("2028-02-29", "Europe/Rome", "2028-02-22 08:00", "2028-02-28 08:00"),
    ],
)
def test_nine_in_the_morning_is_that_of_the_venue(travel, starts, zone, week_before, day_before):
    activity = starting(starts, zone=zone)
    seat(activity)
    assert planned(activity) == [
        ("D-7", 0, "planned", week_before),
        ("D-1", 0, "planned", day_before),
    ]


def test_planning_again_changes_nothing(activity):
    seat(activity)
    before = planned(activity)
    plan(activity)
    plan(activity)
    assert planned(activity) == before


def test_only_who_has_a_confirmed_seat_is_reminded(activity):
    for state in ("submitted", "reserved", "offered", "declined"):
        seat(activity, state=state)
    assert planned(activity) == []


def test_a_start_of_which_only_the_month_is_known_has_no_reminders(travel):
    activity = starting("2027-03")
    seat(activity)
    assert planned(activity) == []


def test_who_confirms_three_days_before_is_not_told_that_it_is_in_seven(activity, travel):
    travel("2027-03-05 10:00")
    seat(activity)
    assert planned(activity) == [("D-1", 0, "planned", "2027-03-07 08:00")]
    travel("2027-03-07 12:00")
    late = seat(activity)
    assert [one for one in queries.of_activity(activity) if one.application == late] == []


def test_who_withdraws_is_not_reminded(activity, travel):
    amina = seat(activity)
    withdraw(amina)
    assert {state for _, _, state, _ in planned(activity)} == {"cancelled"}
    travel("2027-03-07 08:00")
    assert dispatch() == 0
    assert letters() == []


def test_a_letter_that_has_not_left_is_taken_back(activity, travel):
    amina = seat(activity)
    travel("2027-03-01 08:00")
    assert dispatch() == 1
    withdraw(amina)
    assert letters() == [("D-7", "withheld", "2027-03-07 08:00")]
    assert [state for _, _, state, _ in planned(activity)] == ["cancelled", "cancelled"]


def test_a_moved_activity_is_reminded_of_anew(activity, travel):
    seat(activity)
    travel("2027-03-01 08:00")
    dispatch()
    with transaction():
        activity.starts, activity.moves = PartialDate("2027-04-12"), 1
        db.session.flush()
        operations.plan(activity, at=clock.now())
    assert planned(activity) == [
        ("D-7", 0, "cancelled", "2027-03-01 08:00"),
        ("D-1", 0, "cancelled", "2027-03-07 08:00"),
        ("D-7", 1, "planned", "2027-04-05 07:00"),
        ("D-1", 1, "planned", "2027-04-11 07:00"),
    ]
    travel("2027-04-05 07:00")
    dispatch()
    assert letters() == [
        ("D-7", "withheld", "2027-03-07 08:00"),
        ("D-7/moved-1", "queued", "2027-04-11 07:00"),
    ]


@pytest.mark.parametrize("state", [State.POSTPONED, State.CANCELLED, State.CLOSED])
def test_what_does_not_take_place_is_not_reminded_of(activity, travel, state):
    seat(activity)
    with transaction():
        activity.state = state
        db.session.flush()
        operations.plan(activity, at=clock.now())
    assert {one[2] for one in planned(activity)} == {"cancelled"}


def test_what_takes_place_after_all_on_the_same_day_is_reminded_of(activity, travel):
    seat(activity)
    for state in (State.POSTPONED, State.OPEN):
        with transaction():
            activity.state = state
            db.session.flush()
            operations.plan(activity, at=clock.now())
    assert {one[2] for one in planned(activity)} == {"planned"}


def test_a_venue_in_another_zone_moves_what_is_planned(activity):
    seat(activity)
    with transaction():
        activity.zone = "Asia/Kathmandu"
        db.session.flush()
        operations.plan(activity, at=clock.now())
    assert planned(activity)[0] == ("D-7", 0, "planned", "2027-03-01 03:15")


def test_reminders_are_posted_when_due_and_once(activity, travel):
    seat(activity)
    travel("2027-03-01 07:59:59")
    assert dispatch() == 0
    travel("2027-03-01 08:00")
    assert dispatch() == 1
    assert dispatch() == 0
    travel("2027-03-07 08:00:30")
    assert dispatch() == 1
    assert letters() == [
        ("D-7", "queued", "2027-03-07 08:00"),
        ("D-1", "queued", "2027-03-08 08:00"),
    ]


def test_a_clock_that_stood_still_sends_late_what_is_still_of_use_and_no_more(activity, travel):
    seat(activity)
    travel("2027-03-04 11:00")
    assert dispatch() == 1
    travel("2027-03-08 09:00")
    assert dispatch() == 0
    assert [state for _, _, state, _ in planned(activity)] == ["posted", "cancelled"]
    assert [occurrence for occurrence, _, _ in letters()] == ["D-7"]


def test_of_two_that_are_late_only_the_latest_is_sent(activity, travel):
    seat(activity)
    travel("2027-03-07 10:00")
    assert dispatch() == 1
    assert [occurrence for occurrence, _, _ in letters()] == ["D-1"]


def test_the_beat_finds_what_the_listeners_never_saw(activity, travel):
    with transaction():  # as an import would: no event, no plan
        attendance.participant(activity)
    far = starting("2027-09-06")
    with transaction():
        attendance.participant(far)
    empty = starting("2027-03-08")
    travel("2027-02-27 12:00")
    assert queries.to_plan(clock.now()) == [activity]
    assert empty not in queries.to_plan(clock.now())


def test_the_beat_looks_once_more_at_what_is_due_soon(activity, travel):
    seat(activity)
    with transaction():
        activity.state = State.CANCELLED
    travel("2027-03-01 07:30")
    assert queries.to_plan(clock.now()) == [activity]


def test_an_activity_without_a_day_has_no_moments(travel):
    with pytest.raises(ValueError, match="not known"):
        rules.moment(starting("2027-03"), 7)


def test_each_participant_of_each_activity_has_her_own(activity):
    seat(activity)
    seat(activity)
    other = starting("2027-03-08")
    seat(other)
    assert len(planned(activity)) == 4
    assert len(db.session.scalars(select(Reminder)).all()) == 6
