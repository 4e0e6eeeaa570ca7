"""A list is shown a page at a time."""

import pytest
from sqlalchemy import select

from tests.factories import people
from turin.db import transaction
from turin.db.paging import page
from turin.people.models import Person

BY_NAME = select(Person).order_by(Person.name_key, Person.id)


@pytest.fixture(autouse=True)
def _seven(app):
    with transaction():
        for number in range(7):
            people.person(name=f"Person {number}")


def test_the_pages_together_are_the_list():
    names = [row.name for number in (1, 2, 3) for row in page(BY_NAME, number, size=3).rows]
    assert names == [f"Person {number}" for number in range(7)]


@pytest.mark.parametrize(("asked", "given"), [(-1, 1), (0, 1), (3, 3), (99, 3), (10**30, 3)])
def test_a_number_outside_gives_the_nearest_page(asked, given):
    assert page(BY_NAME, asked, size=3).number == given


def test_a_page_knows_its_place():
    last = page(BY_NAME, 3, size=3)
    assert (last.first, last.last, last.total, last.count) == (7, 7, 7, 3)


def test_an_empty_list_has_one_page():
    none = page(BY_NAME.where(Person.name == "nobody"), 1)
    assert (none.first, none.last, none.total, none.count) == (0, 0, 0, 1)
