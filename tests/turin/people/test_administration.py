"""Accounts in the hands of administrators."""

import pytest
from sqlalchemy import select

from tests.factories import people
from tests.forms import typed, words
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.people.models import Person, Role


@pytest.fixture
def boss(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.ADMINISTRATOR, name="Ada Boss", email="ada@centre.example")
    client.enter(made)
    return made


@pytest.fixture
def amina(app):
    with transaction():
        return people.person(name="Amína Haddad", email="amina@union.example")


def press(client, person, deed, **answers):
    """Press one of the buttons on the page of ``person``."""
    page = f"/admin/people/{person.id}"
    token = typed(client.get(page))["csrf_token"]
    return client.post(f"{page}/{deed}", data={"csrf_token": token, **answers})


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


@pytest.mark.parametrize("query", ["amina", "AMÍNA haddad", "union.example", "amina@", "hadd ami"])
def test_a_person_is_found_by_parts_of_name_and_address(client, boss, amina, query):
    found = client.get("/admin/people", query_string={"q": query})
    assert "Amína Haddad" in words(found)
    assert found.page.findtext(".//tbody/tr/th/a/bdi") == "Amína Haddad"
    assert "1 person" in words(found)


@pytest.mark.parametrize("query", ["%", "_", "nobody", "'; DROP TABLE person"])
def test_what_is_in_no_name_finds_nobody(client, boss, amina, query):
    found = client.get("/admin/people", query_string={"q": query})
    assert "Nobody has this name or address." in words(found)


def test_a_long_list_has_pages(client, boss):
    with transaction():
        for number in range(30):
            people.person(name=f"Person {number:02}")
    first = client.get("/admin/people?q=person")
    assert "Person 24" in words(first)
    assert "Person 25" not in words(first)
    assert "Person 25" in words(client.get("/admin/people?q=person&page=2"))


def test_a_role_is_given_and_taken(client, boss, amina):
    assert press(client, amina, "roles", role="coordinator").status_code == 303
    assert amina.has(Role.COORDINATOR)
    assert press(client, amina, "roles/coordinator/revoke").status_code == 303
    assert not amina.works_here
    assert deeds() == ["people.grant", "people.revoke_role"]


def test_a_role_that_there_is_not_is_refused(client, boss, amina):
    assert press(client, amina, "roles", role="emperor").status_code == 422
    assert not amina.works_here


def test_an_account_is_closed_and_opened_again(client, app, boss, amina):
    hers = app.test_client()
    hers.enter(amina)
    assert press(client, amina, "disable").status_code == 303
    assert hers.get("/en/me/profile").status_code == 303
    assert press(client, amina, "enable").status_code == 303
    assert hers.get("/en/me/profile").status_code == 303, "the old sign-in does not come back"
    said = words(client.get(f"/admin/people/{amina.id}"))
    assert "Account opened again Ada Boss" in said


def test_an_administrator_can_neither_close_her_account_nor_take_her_role(client, boss):
    for deed in ("disable", "roles/administrator/revoke"):
        refused = press(client, boss, deed)
        assert refused.status_code == 422
        assert "You cannot do this to your own account." in words(refused)
    assert boss.has(Role.ADMINISTRATOR)
    assert boss.disabled_at is None


def test_a_number_beyond_the_database_finds_nobody(client, boss):
    assert client.get("/admin/people/99999999999999999999").status_code == 404


def test_the_first_administrator_is_made_on_the_command_line(app):
    told = app.test_cli_runner().invoke(
        args=["people", "grant", "Ada@centre.example", "administrator", "--name", "Ada Boss"]
    )
    assert told.output == "Ada Boss <Ada@centre.example> is administrator.\n"
    ada = db.session.scalars(select(Person)).one()
    assert ada.has(Role.ADMINISTRATOR)


def test_an_account_that_no_link_can_reach_is_not_made(app):
    told = app.test_cli_runner().invoke(
        args=["people", "grant", "ada.centre.example", "administrator", "--name", "Ada Boss"]
    )
    assert told.exit_code == 2
    assert "Invalid value for 'EMAIL'" in told.output
    assert db.session.scalars(select(Person)).all() == []
