"""Signing in and out by password."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories import people
from tests.forms import send, typed, words
from turin import clock
from turin.db import db, transaction
from turin.people import operations, passwords
from turin.people.models import Person, Role, SignIn


@pytest.fixture
def amina(app) -> Person:
    with transaction():
        return people.person(
            name="Amina Haddad", email="Amina@Union.example", password=people.PASSWORD
        )


def test_the_right_password_signs_in(client, amina):
    answer = send(client, "/en/sign-in", email="amina@union.example", password=people.PASSWORD)
    assert answer.status_code == 303
    assert answer.location == "/en/me"
    assert client.get("/en/me").status_code == 200


def test_a_wrong_password_comes_back_with_what_was_typed_but_the_password(client, amina):
    answer = send(client, "/en/sign-in", email="amina@union.example", password="correct horse")
    assert answer.status_code == 422
    assert "The email address or the password is not right." in words(answer)
    assert answer.page.find(".//input[@type='email']").get("value") == "amina@union.example"
    assert not answer.page.find(".//input[@type='password']").get("value")


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client, amina):
    pages = []
    for address in ("amina@union.example", "nobody@union.example"):
        answer = send(client, "/en/sign-in", email=address, password="not the right one")
        pages.append((answer.status_code, words(answer), dict(answer.headers).keys()))
    assert pages[0] == pages[1]


def test_an_unknown_address_costs_a_hash_too(app, client, monkeypatch):
    asked = []
    verify = passwords.HASHER.verify
    monkeypatch.setattr(
        passwords,
        "HASHER",
        type(
            "Counting",
            (),
            {
                "verify": staticmethod(lambda *told: asked.append(told) or verify(*told)),
                "hash": staticmethod(passwords.HASHER.hash),
            },
        ),
    )
    send(client, "/en/sign-in", email="nobody@union.example", password="not the right one")
    assert len(asked) == 1


def test_the_cookie_of_before_is_worth_nothing_after_the_sign_in(client, amina):
    client.get("/en/sign-in")
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    send(client, "/en/sign-in", email="amina@union.example", password=people.PASSWORD)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_the_database_does_not_hold_what_the_cookie_holds(client, amina):
    client.enter(amina)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert token not in db.session.scalars(select(SignIn.token_hash)).all()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/ar/me/profile?tab=1", "/ar/me/profile?tab=1"),
        ("https://evil.example/", "/en/me"),
        ("//evil.example/", "/en/me"),
        ("/\\evil.example/", "/en/me"),
        ("/\t/evil.example/", "/en/me"),
        ("javascript:alert(1)", "/en/me"),
        ("/" + "x" * 600, "/en/me"),
    ],
)
def test_after_the_sign_in_only_pages_of_ours_follow(client, amina, wanted, reached):
    answer = send(
        client, "/en/sign-in", email="amina@union.example", password=people.PASSWORD, next=wanted
    )
    assert answer.location == reached


def test_the_page_that_was_wanted_is_remembered_by_the_form(client):
    found = client.get("/en/me")
    assert found.status_code == 303
    assert typed(client.get(found.location))["next"] == "/en/me"


def test_who_signs_out_is_out_and_the_browser_forgets(client, amina):
    client.enter(amina)
    answer = send(client, "/en/sign-out")
    assert answer.status_code == 303
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert client.get("/en/me").status_code == 303
    assert db.session.scalar(select(SignIn.ended_at)) is not None


def test_a_stolen_cookie_is_worth_nothing_after_the_sign_out(client, app, amina):
    client.enter(amina)
    thief = app.test_client()
    thief.set_cookie("session", client.get_cookie("session").value)
    assert thief.get("/en/me").status_code == 200
    send(client, "/en/sign-out")
    assert thief.get("/en/me").status_code == 303


def test_who_is_disabled_is_out_at_her_next_request(client, amina):
    client.enter(amina)
    with transaction():
        boss = people.person(Role.ADMINISTRATOR)
        operations.disable(amina, by=boss, at=clock.now())
    assert client.get("/en/me").status_code == 303
    answer = send(client, "/en/sign-in", email="amina@union.example", password=people.PASSWORD)
    assert answer.status_code == 422


def test_an_applicant_is_signed_out_after_an_hour_without_a_press(client, amina):
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        client.enter(amina)
        for _ in range(3):
            clock_hand.shift(timedelta(minutes=50))
            assert client.get("/en/me").status_code == 200
        clock_hand.shift(timedelta(minutes=61))
        assert client.get("/en/me").status_code == 303


def test_who_works_here_is_signed_out_after_half_an_hour(client, app):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        client.enter(coordinator)
        clock_hand.shift(timedelta(minutes=31))
        assert client.get("/en/me").status_code == 303


@pytest.mark.parametrize(
    ("roles", "hours", "pause"), [((), 24, 48), ((Role.TRAINER,), 12, 24)], ids=["others", "staff"]
)
def test_a_sign_in_ends_however_busy_she_is(client, app, roles, hours, pause):
    with transaction():
        somebody = people.person(*roles)
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        client.enter(somebody)
        for _ in range(hours * 60 // pause - 1):
            clock_hand.shift(timedelta(minutes=pause))
            assert client.get("/en/me").status_code == 200
        clock_hand.shift(timedelta(minutes=pause))
        assert client.get("/en/me").status_code == 303


def test_a_weaker_hash_is_made_anew(client, app, monkeypatch):
    strong = passwords.HASHER
    with transaction():
        monkeypatch.setattr(passwords, "HASHER", type(strong)(2, 8, 1))
        somebody = people.person(password=people.PASSWORD)
    old = somebody.password_hash
    monkeypatch.setattr(passwords, "HASHER", strong)
    send(client, "/en/sign-in", email=somebody.email, password=people.PASSWORD)
    assert somebody.password_hash != old
    assert passwords.fits(people.PASSWORD, somebody.password_hash)


def test_of_two_persons_with_one_mailbox_the_password_tells_who_she_is(client, app):
    with transaction():
        people.person(name="Amina", email="office@union.example", password="first of all passwords")
        people.person(name="Samir", email="office@union.example", password="second of all of them")
    send(client, "/en/sign-in", email="office@union.example", password="second of all of them")
    assert "Samir" in words(client.get("/en/me"))


def test_two_persons_with_one_mailbox_and_one_password_choose(client, app):
    with transaction():
        for name in ("Amina", "Samir"):
            people.person(name=name, email="office@union.example", password=people.PASSWORD)
    answer = send(client, "/en/sign-in", email="office@union.example", password=people.PASSWORD)
    assert answer.location == "/en/sign-in/who"
    page = client.get(answer.location).page
    samir = max(field.get("value") for field in page.iter("input") if field.get("name") == "person")
    assert send(client, answer.location, person=samir).status_code == 303
    assert "Samir" in words(client.get("/en/me"))


def test_nobody_chooses_a_person_who_was_not_offered(client, app, amina):
    with transaction():
        for name in ("Samir", "Leila"):
            people.person(name=name, email="office@union.example", password=people.PASSWORD)
    send(client, "/en/sign-in", email="office@union.example", password=people.PASSWORD)
    assert send(client, "/en/sign-in/who", person=amina.id).status_code == 422
    assert client.get("/en/me").status_code == 303
