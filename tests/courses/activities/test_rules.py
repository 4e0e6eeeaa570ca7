"""What an activity's state and its facts allow, without a database."""

from datetime import UTC, date, datetime

import pytest

from courses.activities import rules
from courses.activities.models import Activity, ActivityLanguage, Choice, Delivery, State
from courses.activities.rules import Missing, Step
from turin.db.types import PartialDate, Text

NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)


def activity(**over):
    return Activity(
        **{
            "state": State.APPROVED,
            "starts": PartialDate("2027-03-08"),
            "ends": PartialDate("2027-03-19"),
            "zone": "Europe/Rome",
            "seats": 25,
            "deadline": date(2027, 1, 31),
            "choice": Choice.SELECTION,
            "delivery": Delivery.TURIN,
            "city": Text(en="Turin"),
            "country": "IT",
            "languages": [ActivityLanguage(language="en", interpreted=False)],
        }
        | over
    )


ALLOWED = {
    (State.DRAFT, Step.APPROVE): State.APPROVED,
    (State.APPROVED, Step.OPEN): State.OPEN,
    (State.OPEN, Step.CONFIRM): State.CONFIRMED,
    (State.CONFIRMED, Step.START): State.RUNNING,
    (State.RUNNING, Step.CLOSE): State.CLOSED,
    (State.OPEN, Step.POSTPONE): State.POSTPONED,
    (State.CONFIRMED, Step.POSTPONE): State.POSTPONED,
    (State.POSTPONED, Step.REOPEN): State.OPEN,
    **{
        (state, Step.CANCEL): State.CANCELLED
        for state in State
        if state not in {State.DRAFT, State.APPROVED, State.CLOSED, State.CANCELLED}
    },
}


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("state", list(State))
def test_each_state_allows_only_the_steps_of_the_table(state, step):
    late = datetime(2027, 3, 20, 12, tzinfo=UTC)
    at = late if step in {Step.START, Step.CLOSE} else NOON
    if after := ALLOWED.get((state, step)):
        assert rules.check_step(activity(state=state), step, at) == after
    else:
        with pytest.raises(rules.WrongStep):
            rules.check_step(activity(state=state), step, at)


@pytest.mark.parametrize(
    ("over", "missing"),
    [
        ({"starts": PartialDate("2027-03")}, Missing.DAYS),
        ({"ends": None}, Missing.DAYS),
        ({"seats": None}, Missing.SEATS),
        ({"deadline": None}, Missing.DEADLINE),
        ({"deadline": date(2027, 1, 9)}, Missing.DEADLINE_AHEAD),
        ({"deadline": date(2027, 3, 9)}, Missing.DEADLINE_AHEAD),
        ({"languages": []}, Missing.LANGUAGE),
        ({"country": None}, Missing.CITY),
    ],
)
def test_what_is_missing_is_named_before_people_may_apply(over, missing):
    with pytest.raises(rules.NotReady) as refused:
        rules.check_step(activity(**over), Step.OPEN, NOON)

    assert refused.value.facts["missing"] == [missing]


def test_an_activity_online_needs_no_city_and_one_by_invitation_no_deadline():
    online = activity(delivery=Delivery.ONLINE, city=Text(), country=None)
    invited = activity(choice=Choice.INVITATION, deadline=None)

    assert rules.lacks(online, NOON) == rules.lacks(invited, NOON) == []


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (datetime(2027, 1, 31, 22, 59, tzinfo=UTC), True),  # 23:59 in Rome
        (datetime(2027, 1, 31, 23, 0, tzinfo=UTC), False),  # midnight there
    ],
)
def test_the_deadline_ends_at_midnight_of_the_venue(at, open_):
    assert rules.is_open(activity(state=State.OPEN), at) is open_


def test_it_does_not_start_before_its_first_day_nor_end_before_its_last():
    with pytest.raises(rules.NotYet):
        rules.check_step(activity(state=State.CONFIRMED), Step.START, NOON)
    with pytest.raises(rules.NotYet):
        rules.check_step(
            activity(state=State.RUNNING), Step.CLOSE, datetime(2027, 3, 18, tzinfo=UTC)
        )


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"ends": PartialDate("2027-03-07")}, rules.DatesTurned),
        ({"deadline": date(2027, 3, 9)}, rules.DeadlineLate),
        ({"minimum": 26}, rules.MinimumAboveSeats),
        ({"answer_by": date(2027, 1, 30)}, rules.AnswerOutside),  # before the deadline
        ({"answer_by": date(2027, 3, 9)}, rules.AnswerOutside),  # after the first day
    ],
)
def test_facts_that_cannot_be_are_refused(over, refusal):
    with pytest.raises(refusal):
        rules.check_facts(activity(**over))
