"""What registration allows, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from courses.activities import rules as activities
from courses.activities.models import Activity, Choice
from courses.activities.models import State as Stage
from courses.registration import rules
from courses.registration.balance import balance_of
from courses.registration.models import Application, State
from courses.registration.rules import Deed, Step
from turin.countries import Region
from turin.db.types import PartialDate
from turin.organisations.models import Group
from turin.people.models import Sex

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)
ANSWERS = {
    "name": "Amina Haddad",
    "sex": Sex.FEMALE,
    "email": "amina@union.example",
    "group": Group.WORKERS,
    "organisation": "General Union",
    "country": "DZ",
    "position": "Adviser",
    "course_language": "en",
    "level": "working",
    "motivation": "Advise.",
    "funding": "own",
}


def activity(**over):
    facts = {
        "state": Stage.OPEN,
        "choice": Choice.SELECTION,
        "deadline": date(2027, 1, 15),
        "starts": PartialDate("2027-03-08"),
        "zone": "Europe/Rome",
        "seats": 3,
    }
    return Activity(**facts | over)


def application(state=State.SUBMITTED, **over):
    facts = {"state": state, "verified_at": NOON}
    return Application(**facts | over)


def test_one_can_apply_until_the_last_day_is_over_at_the_venue():
    rules.check_open(activity(), datetime(2027, 1, 15, 22, 59, tzinfo=UTC))
    with pytest.raises(rules.DeadlinePassed):
        rules.check_open(activity(), datetime(2027, 1, 15, 23, 1, tzinfo=UTC))


@pytest.mark.parametrize("state", [Stage.DRAFT, Stage.APPROVED, Stage.CANCELLED, Stage.CLOSED])
def test_one_cannot_apply_for_what_is_not_announced_or_over(state):
    with pytest.raises(rules.NotOpen):
        rules.check_open(activity(state=state), NOON)


def test_who_takes_part_by_invitation_does_not_apply():
    with pytest.raises(rules.ByInvitation):
        rules.check_open(activity(choice=Choice.INVITATION), NOON)


@pytest.mark.parametrize(
    ("missing", "step"),
    [("email", Step.YOU), ("group", Step.ORGANIZATION), ("motivation", Step.EXPERIENCE)],
)
def test_a_missing_answer_is_found_on_its_step(missing, step):
    with pytest.raises(rules.Incomplete) as refused:
        rules.check_complete(Application(**ANSWERS | {missing: ""}))
    assert refused.value.facts["steps"] == [step]


def test_what_is_complete_can_be_sent():
    rules.check_complete(Application(**ANSWERS))


ALLOWED = {
    State.DRAFT: {Deed.SUBMIT},
    State.SUBMITTED: {Deed.OFFER, Deed.RESERVE, Deed.DECLINE, Deed.WITHDRAW},
    State.RESERVED: {Deed.OFFER, Deed.DECLINE, Deed.WITHDRAW},
    State.OFFERED: {Deed.CONFIRM, Deed.REFUSE, Deed.EXPIRE},
    State.CONFIRMED: {Deed.WITHDRAW},
    State.DECLINED: {Deed.OFFER, Deed.RESERVE},
    State.EXPIRED: {Deed.OFFER, Deed.RESERVE},
    State.REFUSED: set(),
    State.WITHDRAWN: set(),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deed", Deed)
def test_each_deed_is_possible_from_its_states_alone(state, deed):
    if deed in ALLOWED[state]:
        rules.check_deed(application(state), deed)
    else:
        with pytest.raises(rules.WrongState):
            rules.check_deed(application(state), deed)


@pytest.mark.parametrize("deed", rules.OF_COORDINATORS)
def test_nothing_is_decided_about_a_claim(deed):
    claim = application(verified_at=None)
    assert rules.deeds(claim) == []
    with pytest.raises(rules.Unconfirmed):
        rules.check_deed(claim, deed)


def test_there_is_a_seat_while_fewer_are_held_than_there_are():
    rules.check_seat(activity(seats=3), 2)
    with pytest.raises(rules.ActivityFull):
        rules.check_seat(activity(seats=3), 3)


def test_an_activity_that_is_over_gives_no_seats():
    with pytest.raises(rules.NoSeatsGiven):
        rules.check_seat(activity(state=Stage.CANCELLED), 0)


@pytest.mark.parametrize(
    ("choice", "taken", "waiting", "at_once"),
    [
        (Choice.FIRST_COME, 2, 0, True),
        (Choice.FIRST_COME, 3, 0, False),
        (Choice.FIRST_COME, 2, 1, False),  # who waits already comes first
        (Choice.SELECTION, 0, 0, False),
    ],
)
def test_who_comes_first_has_a_seat_at_once(choice, taken, waiting, at_once):
    assert rules.gives_at_once(activity(choice=choice), taken, waiting) is at_once


def test_an_offer_lasts_until_its_last_day_is_over_at_the_venue():
    until = rules.end_of(date(2027, 2, 1), activity())
    offered = application(State.OFFERED, answer_by=until, activity=activity())

    assert until.astimezone(UTC) == datetime(2027, 2, 1, 23, tzinfo=UTC)
    assert rules.last_day(until, activity()) == date(2027, 2, 1)
    rules.check_answerable(offered, until - timedelta(seconds=1))
    with pytest.raises(rules.AnswerTooLate):
        rules.check_answerable(offered, until)


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/Montevideo", "Pacific/Apia"])
def test_who_answers_too_late_reads_the_last_day_as_it_was_at_the_venue(zone):
    there = activity(zone=zone)
    until = rules.end_of(date(2027, 2, 1), there).astimezone(UTC)
    with pytest.raises(rules.AnswerTooLate) as refused:
        rules.check_answerable(application(State.OFFERED, answer_by=until, activity=there), until)
    assert refused.value.facts["day"] == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("stage", "refusal"),
    [
        (Stage.POSTPONED, rules.DatesUnknown),
        (Stage.CANCELLED, activities.Over),
        (Stage.CLOSED, activities.Over),
    ],
)
def test_a_seat_is_confirmed_only_in_what_takes_place(stage, refusal):
    with pytest.raises(refusal):
        rules.check_answerable(application(State.OFFERED, activity=activity(state=stage)), NOON)


@pytest.mark.parametrize(
    ("over", "coming"),
    [
        ({}, True),
        ({"deadline": date(2027, 1, 10)}, True),  # she sent it in time
        ({"state": Stage.POSTPONED, "starts": PartialDate("2027-01-10")}, True),
        ({"starts": PartialDate("2027-01-15")}, False),
        ({"state": Stage.RUNNING}, False),
        ({"state": Stage.CANCELLED}, False),
    ],
)
def test_an_application_is_proven_until_the_activity_begins(over, coming):
    if coming:
        rules.check_coming(activity(**over), NOON)
    else:
        with pytest.raises(rules.NotOpen):
            rules.check_coming(activity(**over), NOON)


@pytest.mark.parametrize(
    ("announced", "suggested"),
    [
        (date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 1, 10), date(2027, 1, 22)),  # gone by: a week from now
        (None, date(2027, 1, 22)),
    ],
)
def test_the_day_to_answer_by_is_the_announced_one_or_in_a_week(announced, suggested):
    assert rules.suggested_answer_day(activity(answer_by=announced), NOON) == suggested


def test_nobody_is_asked_to_answer_after_the_start():
    soon = activity(starts=PartialDate("2027-01-18"), answer_by=None)
    assert rules.suggested_answer_day(soon, NOON) == date(2027, 1, 18)


def test_the_balance_counts_groups_sexes_and_regions():
    counted = balance_of(
        [
            Application(group=Group.WORKERS, sex=Sex.FEMALE, country="DZ"),
            Application(group=Group.WORKERS, sex=Sex.MALE, country="NP"),
            Application(group=Group.EMPLOYERS, sex=Sex.FEMALE, country=None),
        ]
    )
    assert counted.total == 3
    assert counted.groups == {Group.WORKERS: 2, Group.EMPLOYERS: 1}
    assert counted.sexes[Sex.FEMALE] == 2
    assert counted.regions[Region.AFRICA] == 1
    assert counted.regions[None] == 1
