"""A year and a month of activities: which are on it, and where their bars are."""

from datetime import date

import pytest

from courses.activities.models import Activity
from courses.activities.year.spans import Span, asked
from tests.factories import activities, people
from tests.forms import words
from turin.db import transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

TODAY = date(2027, 6, 15)


@pytest.fixture
def coordinator(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


def run(coordinator, starts, ends=None, **over):
    with transaction():
        return activities.activity(
            [coordinator],
            starts=PartialDate(starts),
            ends=PartialDate(ends) if ends else None,
            **over,
        )


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("2027", Span(2027)),
        ("2028-02", Span(2028, 2)),
        ("", Span(2027)),
        ("1066", Span(2027)),
        ("2027-13", Span(2027)),
        ("2027-00", Span(2027)),
        ("9" * 5_000, Span(2027)),
        ("2027-" + "9" * 5_000, Span(2027)),
        ("02027000000", Span(2027)),
        ("2027-0019", Span(2027)),
        ("٢٠٢٧", Span(2027)),
    ],
)
def test_what_cannot_be_a_time_is_this_year(said, span):
    assert asked(said, TODAY) == span


def test_february_of_a_leap_year_has_29_days_and_neighbours():
    february = Span(2028, 2)
    assert (february.days, february.last) == (29, date(2028, 2, 29))
    assert (february.before, february.after) == (Span(2028, 1), Span(2028, 3))
    assert (Span(2027, 12).after, Span(2027, 1).before) == (Span(2028, 1), Span(2026, 12))
    assert Span(2027).after == Span(2028)


@pytest.mark.parametrize(
    ("starts", "ends", "bar"),
    [
        ("2027-03-08", "2027-03-19", (7, 12)),
        ("2027-02-20", "2027-03-02", (0, 2)),
        ("2027-03-31", "2027-04-09", (30, 1)),
        ("2027-03", None, (0, 31)),
        ("2027", None, (0, 31)),
        ("2027-03-01", None, (0, 1)),
    ],
)
def test_a_bar_covers_the_days_that_it_may_take(starts, ends, bar):
    activity = Activity(starts=PartialDate(starts), ends=PartialDate(ends) if ends else None)
    assert Span(2027, 3).bar(activity) == bar


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [
        ("2027-02-20", "2027-03-01", True),
        ("2027-02-20", "2027-02-28", False),
        ("2027-03-31", None, True),
        ("2027-04-01", None, False),
        ("2027-03", None, True),
        ("2027-02", None, False),
        ("2027", None, True),
        ("2026", "2026-12", False),
    ],
)
def test_a_month_shows_what_may_take_place_in_it(client, coordinator, starts, ends, shown):
    run(coordinator, starts, ends, title=Text(en="Fair recruitment"))
    page = words(client.get("/staff/activities/calendar?when=2027-03"))
    assert ("Fair recruitment" in page) is shown
    assert ("Nothing takes place then" in page) is not shown


def test_other_times_keep_what_was_asked(client, coordinator):
    run(coordinator, "2027-03-08")
    page = client.get("/staff/activities/calendar?when=2027&state=open").page
    for when in ("2026", "2028", "2027-03"):
        address = f"/staff/activities/calendar?when={when}&state=open"
        assert page.find(f".//a[@href='{address}']") is not None


def test_it_shows_hers_alone(client, coordinator):
    with transaction():
        other = people.person(Role.COORDINATOR)
    run(other, "2027-03-08", title=Text(en="Of somebody else"))
    assert "Of somebody else" not in words(client.get("/staff/activities/calendar?when=2027"))


def test_a_full_year_needs_no_statement_a_row(client, coordinator, statements):
    run(coordinator, "2027-03-08")
    few = statements(lambda: client.get("/staff/activities/calendar?when=2027"))
    for month in range(1, 13):
        run(coordinator, f"2027-{month:02}-08", f"2027-{month:02}-12")
    assert statements(lambda: client.get("/staff/activities/calendar?when=2027")) == few <= 10
