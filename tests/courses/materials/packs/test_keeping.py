"""How large packs may be, how many are kept, and for how long."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.materials.models import Work
from courses.materials.packs import operations, rules
from courses.materials.packs.models import Pack
from tests.factories import materials, packs, people
from tests.fuzz.forms import forms_of
from turin import clock
from turin.db import db, transaction
from turin.people.models import Role

LIBRARY = "/en/packs/library"
SIZE = 600  # octets of a pack


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """Have room for three packs, and for a fourth if it is of somebody with an account."""
    monkeypatch.setattr(rules, "ANYBODY", rules.ANYBODY._replace(in_all=3 * SIZE))
    monkeypatch.setattr(rules, "SIGNED_IN", rules.SIGNED_IN._replace(in_all=4 * SIZE))


def work(key) -> Work:
    found = materials.work(key)
    materials.held(found, "en", key.encode() * SIZE, f"{key}.pdf")
    return found


def old(**days):
    """Packs of a work each, not used for so many days."""
    for key, since in days.items():
        packs.pack([work(key)]).used_at = clock.now() - timedelta(days=since)
    db.session.flush()


def kept() -> str:
    names = [pack.entries[0].name for pack in db.session.scalars(select(Pack))]
    return "".join(sorted(name[0] for name in names))


def form_of(client, address):
    (form,) = [one for one in forms_of(client.get(address).text) if "/packs/" in one.action]
    return form


def ask(client, number):
    """Ask for the pack of one work as its page does."""
    token = form_of(client, LIBRARY).fields["csrf_token"].options
    sent = {"shown": "1", "in": "en", "work": str(number), "csrf_token": token}
    return client.post(LIBRARY, data=sent)


@pytest.mark.parametrize(
    ("role", "most"), [(None, "200"), (Role.TRAINER, "200"), (Role.COORDINATOR, "1000")]
)
def test_who_asks_decides_how_large_a_pack_may_be(client, role, most):
    with transaction():
        work("a")
        person = role and people.person(role)
    if person:
        client.enter(person)
    for said in ("", "100000", "1000"):
        budget = form_of(client, f"{LIBRARY}?budget={said}").fields["budget"]
        assert budget.options[-1] == most
        assert budget.values == [most if said == "1000" else "10"]


def test_no_pack_is_larger_than_its_table_takes():
    index = rules.MOST_DOCUMENTS * 10_000
    assert rules.RUNS_ACTIVITIES.pack + index < 2**31


def test_there_is_an_end_to_what_all_packs_take(client):
    with transaction():
        old(a=0, b=0.9, c=0.9)
        new, there = work("d").id, db.session.scalar(select(Work.id).where(Work.key == "a"))
        person = people.person()
    answer = ask(client, new)
    assert answer.status_code == 422
    assert "there is no room for this one" in answer.text
    assert kept() == "abc"
    assert ask(client, there).status_code == 303  # it is made already

    client.enter(person)
    assert ask(client, new).status_code == 303
    assert kept() == "abcd"


def test_what_has_not_been_used_for_longest_goes_for_a_new_one(client):
    with transaction():
        old(a=1.1, b=3, c=2)
        new, another = work("d").id, work("e").id
    ask(client, new)
    assert kept() == "acd"
    ask(client, another)
    assert kept() == "ade"


def test_a_pack_that_nobody_uses_is_forgotten(app):
    with transaction():
        old(a=30.1, b=29.9)
    with transaction():
        operations.forget(clock.now())
    assert kept() == "b"


def test_a_pack_that_is_gone_says_so_and_leads_to_where_it_is_made_again(client):
    answer = client.get(f"/en/packs/{'0' * 64}")
    assert answer.status_code == 404
    assert "A pack is kept for 30 days after its last download." in answer.text
    assert f'href="{LIBRARY}"' in answer.text
