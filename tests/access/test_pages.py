"""Every page as every actor, opened once, with a canary in every field that tells of somebody.

What is not hers is not there for her, nothing is written, and no field is told where it may not be.
"""

from dataclasses import replace
from functools import wraps

import pytest
from sqlalchemy import delete

from tests.access import canaries
from tests.access.calls import UNSAFE
from tests.access.fields import APPLICANTS, PAGES
from tests.access.looking import Look, found, leaks, looks, tells
from tests.access.policy import ACTORS, POLICY
from tests.pages import is_page
from turin import clock
from turin.db import Base, db, transaction
from turin.people.models import FailedTry

pytestmark = pytest.mark.xdist_group("pages")  # all look at the same ones
VARIED = ("special", "personal")


@pytest.fixture(scope="module")
def seen(sqlite, world, clients):
    """Every page as every actor gets it."""
    return list(looks(sqlite[1], world, clients))


@pytest.fixture(scope="module")
def told(sqlite, world, clients, seen):
    """Which actors see on which pages that something else was chosen, and where it was, by sort.

    All is looked at once with other choices of every sort, and what differs then once for each.
    """

    def look(*sorts, only=None):
        names = {person.id: name for name, person in world.actors.items() if person}
        with canaries.varied(sorts, names, APPLICANTS) as varied:
            after = looks(sqlite[1], world, clients, sends=False, only=only)
            return tells(seen, after), varied

    differ, _ = look(*VARIED)
    told = {sort: look(sort, only=differ) for sort in VARIED}
    assert differ == set().union(*(pages for pages, _ in told.values()))
    return told


def may(look: Look) -> bool:
    line = POLICY[look.page]
    return look.actor in (line.sends if look.method in UNSAFE else line.opens)


def judged(look: Look) -> str:
    """Return how an actor was treated."""
    if look.status == 404:
        return "not there"
    if look.status == 401 or "/sign-in?next=" in look.location:
        return "sign in"
    if look.status == 403:
        return "told who can"
    return "broken" if look.status == 500 else "let in"


def right(look: Look) -> set[str]:
    """Return how she is to be treated."""
    if may(look):
        return {"let in"}
    if look.actor in {"anonymous", "disabled"}:
        return {"sign in", "not there"}
    return {"told who can"} if look.actor in POLICY[look.page].told else {"not there"}


@pytest.mark.parametrize("name", ACTORS)
def test_everybody_gets_what_is_hers_and_nothing_else(seen, name):
    hers = [look for look in seen if look.actor == name and not look.more]
    assert {one.page for one in hers} == set(POLICY)
    assert {
        f"{look.method} {look.page}": judged(look)
        for look in hers
        if judged(look) not in right(look)
    } == {}


def test_opening_a_page_changes_nothing(seen):
    opened = [look for look in seen if look.method not in UNSAFE]
    assert {(look.actor, look.page) for look in opened if look.wrote} == set()


def test_a_page_that_writes_is_found(sqlite, world, clients, seen, monkeypatch):
    views = sqlite[1].view_functions
    view = views["pages.courses"]

    def writes(**values):
        with transaction():
            db.session.add(FailedTry(kind="code", key="x", at=clock.now()))
        return view(**values)

    only = {("anonymous", "pages.courses")}
    monkeypatch.setitem(views, "pages.courses", wraps(view)(writes))
    assert [look.wrote for look in looks(sqlite[1], world, clients, only=only)] == [True]
    with transaction():
        db.session.execute(delete(FailedTry))


def test_nothing_is_sent_without_the_token_of_its_form(seen):
    sent = [look for look in seen if look.method in UNSAFE]
    assert {(look.actor, look.page) for look in sent if look.wrote} == set()
    taken = [look for look in sent if may(look) and not 400 <= look.status < 500]
    assert {(look.actor, look.page, look.status) for look in taken} == set()


def test_a_device_keeps_only_what_anybody_is_shown(sqlite, seen):
    kept = [look for look in seen if "Keep-On-Device" in look.headers]
    assert {look.actor for look in kept} == {"anonymous", "disabled"}
    nobody = sqlite[1].test_client()
    nobody.strict = False
    for look in kept:
        answer = nobody.get(look.address)
        assert not is_page(answer) or answer.text == look.words


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


@pytest.mark.parametrize("sort", VARIED)
def test_what_somebody_chose_changes_no_page_but_where_it_belongs(told, sort):
    pages, varied = told[sort]
    assert pages, "nobody sees it anywhere"
    allowed = {
        (actor, page)
        for actor, page in pages
        if any(line.allows(one, actor, page) for line in PAGES for one in varied)
    }
    assert pages - allowed == set(), sorted({one.field for one in varied})
