"""A coordinator says how long before the first day participants are reminded."""

import pytest

from courses.activities import queries as activities
from courses.activities.models import Part, State
from courses.activities.operations import Wish, copy
from courses.reminders import queries, rules
from tests.courses.reminders.steps import dispatch, letters, planned, seat, starting
from tests.factories import attendance, people
from tests.forms import send, typed, words
from turin import clock
from turin.db import transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role


@pytest.fixture
def coordinator(travel, client):
    with transaction():
        made = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    return starting("2027-03-08", run_by=[coordinator])


def page(activity):
    return f"/staff/activities/{activity.key}/reminders"


def choose(client, activity, *days):
    answer = send(client, page(activity), days=[str(one) for one in days])
    assert answer.status_code == 303, words(answer)


def test_she_is_reminded_on_the_days_that_were_chosen(client, activity, coordinator, travel):
    seat(activity)
    choose(client, activity, 30, 3)

    assert [one for one in planned(activity) if one[2] == "planned"] == [
        ("D-30", 0, "planned", "2027-02-06 08:00"),
        ("D-3", 0, "planned", "2027-03-05 08:00"),
    ]
    for moment in ("2027-02-06 08:00", "2027-03-05 08:00"):
        travel(moment)
        assert dispatch() == 1
    assert letters() == [
        ("D-30", "queued", "2027-03-05 08:00"),
        ("D-3", "queued", "2027-03-08 08:00"),
    ]
    client.enter(coordinator)  # a month has gone by
    shown = words(client.get(page(activity)))
    assert "3 days before the first day 5 Mar 2027 at 09:00 0 1" in shown


def test_nobody_is_reminded_where_no_day_is_chosen(client, activity):
    seat(activity)
    choose(client, activity)

    assert {state for _label, _move, state, _due in planned(activity)} == {"cancelled"}
    assert "Nobody is reminded" in words(client.get(page(activity)))
    seat(activity)
    assert {state for _label, _move, state, _due in planned(activity)} == {"cancelled"}


def test_a_letter_that_waits_is_taken_back_with_its_day(client, activity, coordinator, travel):
    seat(activity)
    travel("2027-03-01 08:00")
    assert dispatch() == 1
    client.enter(coordinator)  # a month has gone by
    choose(client, activity, 1)

    assert letters() == [("D-7", "withheld", "2027-03-07 08:00")]
    assert [(label, state) for label, _move, state, _due in planned(activity)] == [
        ("D-7", "cancelled"),
        ("D-1", "planned"),
    ]


def test_the_choice_stands_in_the_history_and_what_is_chosen_again_does_not(client, activity):
    choose(client, activity, 14, 1)
    choose(client, activity, 14, 1)

    told = words(client.get(f"/staff/activities/{activity.key}/history"))
    assert told.count("Reminders chosen") == 1
    assert "7 days before the first day" in told
    assert "14 days before the first day" in told


def test_what_is_over_is_not_changed_any_more(client, activity):
    token = typed(client.get(page(activity)))["csrf_token"]
    with transaction():
        activities.find(activity.key).state = State.CLOSED
    assert "Choose when" not in words(client.get(page(activity)))
    answer = client.post(page(activity), data={"csrf_token": token, "days": "30"})
    assert answer.status_code == 422
    assert activities.find(activity.key).reminder_days == [7, 1]


@pytest.mark.parametrize(("taken", "days"), [({Part.REMINDERS}, [14, 3]), (set(), [7, 1])])
def test_a_copy_takes_them_over_or_has_the_usual_ones(client, activity, coordinator, taken, days):
    choose(client, activity, 14, 3)
    wish = Wish(
        code="",
        starts=PartialDate("2028-03-06"),
        ends=None,
        venue=Text(),
        city=Text(),
        country=None,
        zone="Europe/Rome",
        taken=frozenset(taken),
    )
    with transaction():
        source = activities.find(activity.key)
        made = copy(source, wish, by=coordinator, at=clock.now())
        assert made.reminder_days == days


@pytest.mark.parametrize("days", rules.OFFERED)
def test_the_beat_looks_at_each_day_that_may_be_chosen(activity, travel, days):
    with transaction():
        attendance.participant(activity)
    late = rules.moment(activity, days)
    travel(late.strftime("%Y-%m-%d %H:%M"))
    assert queries.to_plan(clock.now()) == [activity]
