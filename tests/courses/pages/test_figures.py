"""Figures for those who steer the Centre: counts of everything, and nobody who is recognised."""

from collections import Counter

import hypothesis
import pytest
from hypothesis import strategies
from sqlalchemy import select

from courses.activities.models import Backing
from courses.pages.figures import small
from courses.registration.models import Application, State
from tests.factories import activities, outcomes, people, registration
from tests.forms import words
from turin.db import db, transaction
from turin.organisations.models import Group
from turin.people.models import Role, Sex

W, E = Group.WORKERS, Group.EMPLOYERS


@pytest.fixture
def manager(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.MANAGER, name="Paul Keller")
    client.enter(made)
    return made


def seated(activity, group, sex, number, country="LA"):
    for _ in range(number):
        registration.application(
            activity, state=State.CONFIRMED, group=group, sex=sex, country=country
        )


@pytest.fixture
def large(app):
    with transaction():
        maria = people.person(Role.COORDINATOR, name="Maria Rossi")
        made = activities.activity((maria,), key="A900001", code="A900001")
        made.backing = Backing(targets={"workers": 10, "f": 8}, tuition=2450)
        seated(made, W, Sex.FEMALE, 4)
        seated(made, E, Sex.MALE, 3, country="GH")
    return made


@pytest.fixture
def little(app):
    with transaction():
        made = activities.activity(key="A900002", code="A900002")
        made.backing = Backing(targets={"workers": 9})
        seated(made, W, Sex.FEMALE, 5)
        seated(made, E, Sex.MALE, 1, country="KI")
    return made


def year(activity) -> str:
    return f"/staff/figures?year={activity.starts.first.year}"


def test_a_manager_begins_with_the_figures_of_the_year(client, manager, large):
    assert client.get("/staff").location.endswith("/staff/figures")
    said = words(client.get(year(large)))
    assert "7 of 25" in said
    assert "Workers 4 of 10" in said
    assert "Women 4 of 8" in said
    assert "EUR 2,450" in said


def test_an_activity_with_a_part_of_one_is_broken_down_nowhere(client, manager, large, little):
    listed = words(client.get(year(little)))
    assert "Workers 9 planned" in listed
    assert "6 more people are in activities that are too small to be broken down." in listed
    shown = words(client.get("/staff/figures/A900002"))
    assert "Seats taken 6" in shown
    assert "Workers 9 not broken down" in shown
    for page in (listed, shown):
        assert "Kiribati" not in page
        assert "Employers 1" not in page


def test_what_one_of_few_is_changes_no_page(client, manager, large, little):
    pages = (year(little), "/staff/figures/A900002", "/staff/activities/calendar")
    before = [words(client.get(page)) for page in pages]
    with transaction():
        (alone,) = db.session.scalars(select(Application).where(Application.country == "KI"))
        alone.group, alone.sex, alone.country = Group.GOVERNMENT, Sex.OTHER, "AL"
    assert [words(client.get(page)) for page in pages] == before


def test_countries_of_few_are_added_together(client, manager, large, little):
    said = words(client.get(year(large)))
    assert "Laos 9" in said
    assert "Ghana" not in said, "with Kiribati's one beside it, 4 are all others"
    assert "All others together 4" in said


def test_nobody_s_name_is_there_and_nothing_leads_to_one(client, manager, large):
    for address in (year(large), "/staff/figures/A900001", "/staff/activities/calendar"):
        page = client.get(address)
        assert "Maria Rossi" not in words(page)
        assert "Amina" not in words(page)
        links = {link.get("href") for link in page.page.iter("a")}
        assert not [one for one in links if one and "/staff/activities/A900001" in one]
    told = client.get("/staff/activities/A900001/applicants")
    assert told.status_code == 403
    assert "This is done by" in words(told)
    assert "Coordinator" in words(told)


def test_she_reads_the_ledger_of_all_activities_and_changes_nothing_in_it(client, manager, large):
    with transaction():
        outcomes.commitment(outcomes.outcome(large), people.person(Role.COORDINATOR))
    page = client.get("/staff/commitments")
    assert "Fair recruitment" in words(page)
    links = {link.get("href") or "" for link in page.page.iter("a")}
    assert not [one for one in links if one.startswith("/staff/commitments/")]


def test_it_takes_few_statements_however_many_activities(client, manager, large, statements):
    counts = []
    for number in (1, 6):
        with transaction():
            for _ in range(number):
                made = activities.activity(starts=large.starts, ends=large.ends)
                made.backing = Backing(targets={"workers": 9})
                seated(made, W, Sex.FEMALE, 1)
        counts.append(statements(lambda: client.get(year(large))))
    assert counts[0] == counts[1] <= 10


parts = strategies.dictionaries(
    strategies.sampled_from("WEGO"), strategies.integers(0, 9), max_size=4
).map(Counter)


@hypothesis.given(strategies.lists(parts, max_size=6))
def test_taking_what_is_told_from_the_sum_leaves_no_part_of_few(groups):
    told, left_out = small.together(groups)
    own = [one for one in groups if small.may_be_told(one)]
    rest = told - sum(own, Counter())
    assert all(count >= small.FEWEST for count in rest.values())
    assert told.total() + left_out == sum(one.total() for one in groups)


@hypothesis.given(
    strategies.dictionaries(strategies.text("ABCDEF", min_size=1), strategies.integers(0, 9)).map(
        Counter
    )
)
def test_of_many_parts_those_of_few_cannot_be_reckoned_back(counted):
    told, others = small.of_many(counted)
    assert all(count >= small.FEWEST for _part, count in told)
    assert sum(count for _part, count in told) + others == counted.total()
    assert others == 0 or others >= small.FEWEST or not told
