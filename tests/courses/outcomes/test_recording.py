"""Recording outcomes: what is stored, what is refused, what is kept of it."""

from datetime import date

import pytest
from sqlalchemy import func, select

from courses.activities.models import State as Standing
from courses.outcomes import operations, queries, rules
from courses.outcomes.models import Commitment, Kind, Outcome, Progress, State
from courses.outcomes.operations import Facts
from courses.outcomes.queries import Filters
from tests.factories import activities, outcomes, people
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.organisations.models import Organisation
from turin.people.models import Role

TODAY = date(2027, 6, 1)


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Maria Rossi")


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.activity([coordinator])


@pytest.fixture
def declared(activity):
    with transaction():
        return outcomes.outcome(activity)


def undertake(outcome, by, **over):
    with transaction():
        return outcomes.commitment(outcome, by, **over)


def listed(person, **asked):
    return [one.number for one in queries.ledger(person, Filters(**asked), TODAY, 1).rows]


def test_what_is_recorded_is_for_staff_until_it_is_published(activity, coordinator):
    facts = Facts(Kind.ACTION_PLAN, Text(en="Plan"), Text(), None, published=False)
    with transaction():
        made = operations.record(activity, facts, by=coordinator, at=clock.now())
    assert queries.published_of(activity) == []
    assert queries.published(made.id) is None
    assert queries.of_activity(activity) == [made]


def test_what_came_of_an_activity_that_is_not_public_is_not_either(activity, declared):
    assert queries.published(declared.id) == declared
    with transaction():
        activity.state = Standing.DRAFT
    assert queries.published(declared.id) is None


def test_commitments_are_numbered_and_keep_their_numbers(declared, coordinator):
    first, second, third = (undertake(declared, coordinator) for _ in range(3))
    with transaction():
        operations.withdraw(second, by=coordinator, at=clock.now())
    fourth = undertake(declared, coordinator)
    assert [one.number for one in (first, third, fourth)] == [1, 3, 4]


def test_a_commitment_knows_its_organisation_by_any_of_its_names(declared, coordinator):
    with transaction():
        union = Organisation(
            name=Text(en="Trade Union Confederation", ar="اتحاد النقابات"),
            acronym="TUC",
            source="x",
        )
        db.session.add(union)
    for name in ("trade union confederation", "اتحاد النقابات", "tuc"):
        assert undertake(declared, coordinator, owner=name).organisation == union
    other = undertake(declared, coordinator, owner="Some other union")
    assert (other.organisation, other.owner) == (None, "Some other union")


def test_nothing_is_due_before_it_was_adopted(declared, coordinator):
    with pytest.raises(rules.DueBeforeAdoption), transaction():
        outcomes.commitment(declared, coordinator, due=PartialDate("2027-02-28"))
    assert undertake(declared, coordinator, due=PartialDate("2027")).due == PartialDate("2027")
    facts = Facts(Kind.DECLARATION, declared.title, Text(), PartialDate("2028"), published=True)
    with pytest.raises(rules.DueBeforeAdoption), transaction():
        operations.edit(declared, facts, by=coordinator, at=clock.now())


def test_every_report_is_kept_and_the_last_one_counts(declared, coordinator):
    one = undertake(declared, coordinator)
    for state, words in ((State.UNDER_WAY, "A room is found."), (State.DONE, "")):
        with transaction():
            operations.report(one, state, words, by=coordinator, at=clock.now())
    assert one.state == State.DONE
    assert [(row.state, row.words) for row in one.progress] == [
        (State.DONE, ""),
        (State.UNDER_WAY, "A room is found."),
    ]
    assert {row.noted_by for row in one.progress} == {coordinator}


def test_a_report_that_says_nothing_new_is_refused(declared, coordinator):
    one = undertake(declared, coordinator)
    with pytest.raises(rules.NothingNew), transaction():
        operations.report(one, State.OPEN, "", by=coordinator, at=clock.now())
    with transaction():
        operations.report(one, State.OPEN, "No answer yet.", by=coordinator, at=clock.now())


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        ("2027-05-31", State.OPEN, True),
        ("2027-06-01", State.OPEN, False),
        ("2027-06", State.UNDER_WAY, False),
        ("2027-05", State.UNDER_WAY, True),
        ("2027", State.OPEN, False),
        ("2026", State.OPEN, True),
        ("2026", State.DONE, False),
        ("2026", State.DROPPED, False),
        (None, State.OPEN, False),
    ],
)
def test_the_ledger_and_the_rule_agree_on_what_is_late(activity, coordinator, due, state, late):
    with transaction():
        old = outcomes.outcome(activity, adopted=PartialDate("2020"))
        one = outcomes.commitment(old, coordinator, due=due and PartialDate(due))
        one.state = state
    assert rules.is_late(one, TODAY) is late
    assert bool(listed(coordinator, late=True)) is late


def test_the_ledger_asks_due_dates_first_and_is_hers_alone(activity, declared, coordinator):
    for due in (None, "2028-01", "2027-12-31"):
        undertake(declared, coordinator, due=due and PartialDate(due))
    with transaction():
        stranger = people.person(Role.COORDINATOR)
        chief = people.person(Role.ADMINISTRATOR)
    assert listed(coordinator) == [3, 2, 1]
    assert listed(stranger) == []
    assert listed(chief) == [3, 2, 1]
    assert queries.counts(coordinator)[State.OPEN] == 3
    assert set(queries.counts(stranger).values()) == {0}


def test_the_ledger_finds_owners_in_any_script_and_states(declared, coordinator):
    undertake(declared, coordinator, owner="Fédération de l’Énergie")
    undertake(declared, coordinator, owner="اتحاد النقابات")
    with transaction():
        operations.report(declared.commitments[1], State.DONE, "", by=coordinator, at=clock.now())
    assert listed(coordinator, owner="federation") == [1]
    assert listed(coordinator, owner="النقابات") == [2]
    assert listed(coordinator, owner="100%") == []
    assert listed(coordinator, state="done") == [2]
    assert listed(coordinator, q="recruitment", state="open") == []


def test_what_is_taken_away_leaves_nothing_but_the_audit(declared, coordinator):
    one = undertake(declared, coordinator)
    with transaction():
        operations.report(one, State.DONE, "Done.", by=coordinator, at=clock.now())
        operations.remove(declared, by=coordinator, at=clock.now())
    for table in (Outcome, Commitment, Progress):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    deeds = db.session.scalars(
        select(AuditEntry.deed).where(AuditEntry.deed.startswith("outcomes.")).order_by("id")
    ).all()
    assert deeds == ["outcomes.undertaken", "outcomes.reported", "outcomes.removed"]
