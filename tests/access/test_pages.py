"""A canary in every field that tells of somebody; every page, as every actor, without a leak."""

from dataclasses import replace

import pytest

from tests.access import canaries
from tests.access.fields import APPLICANTS, PAGES
from tests.access.looking import found, leaks, looks, tells
from turin.db import Base

pytestmark = pytest.mark.xdist_group("fields")  # all look at the same pages


@pytest.fixture(scope="module")
def seen(sqlite, world, clients):
    """Every page as every actor gets it."""
    return list(looks(sqlite[1], world, clients))


def test_every_column_says_which_sort_of_data_it_holds():
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    assert all(canaries.sort_of(column) for column in columns)


def test_every_field_that_tells_of_somebody_has_its_canary(planted):
    fields = {str(one) for one in canaries.telling() if canaries.takes_words(one)}
    assert fields - {canary.field for canary in planted} == set()


def test_every_actor_sees_what_is_hers_to_see_and_no_more(seen, planted):
    assert leaks(seen, planted, PAGES) == set()


def test_no_line_of_the_table_allows_what_nobody_sees(seen, planted):
    sights = [
        (canary, look.actor, look.page) for look in seen for canary in found(look.words, planted)
    ]
    assert [line for line in PAGES if not any(line.allows(*sight) for sight in sights)] == []


def test_the_figures_for_machines_tell_of_nobody(seen, planted):
    figures = [look.words for look in seen if look.page == "health.figures"]
    assert all("turin_request_seconds" in words for words in figures)
    assert [canary for words in figures for canary in found(words, planted)] == []


def test_a_certificate_is_read_as_people_read_it(seen, planted):
    (printed,) = (canary for canary in planted if canary.field == "certificate.printed")
    (file,) = (
        look for look in seen if look.page == "my_certificates.download" and look.words[0] != "<"
    )
    assert file.actor == "participant"
    assert printed.word in file.words


@pytest.mark.parametrize("kind", ["words", "headers"])
def test_a_planted_leak_is_found(seen, planted, kind):
    (union,) = (
        canary
        for canary in planted
        if (canary.field, canary.owner) == ("application.organisation", "applicant")
    )
    page = next(one for one in seen if (one.actor, one.page) == ("trainer", "attendance.session"))
    planted_in = replace(page, **{kind: f"... {union.word.upper()} ..."})
    assert len(leaks([planted_in], planted, PAGES)) == 1


@pytest.mark.parametrize("sort", ["special", "personal"])
def test_what_somebody_chose_changes_no_page_but_where_it_belongs(
    sqlite, world, clients, seen, sort
):
    names = {person.id: name for name, person in world.actors.items() if person}
    with canaries.varied(sort, names, APPLICANTS) as varied:
        told = set(tells(seen, looks(sqlite[1], world, clients, sends=False)))
    assert told, "nobody sees it anywhere"
    allowed = {
        (actor, page)
        for actor, page in told
        if any(line.allows(one, actor, page) for line in PAGES for one in varied)
    }
    assert told - allowed == set(), sorted({one.field for one in varied})
