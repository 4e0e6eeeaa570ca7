"""Signing in by a link that is mailed."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests.factories import people
from tests.forms import send, typed, words
from turin import clock
from turin.db import db, transaction
from turin.mail import delivery
from turin.mail.models import Intent, Outgoing, State
from turin.mail.rendering import render
from turin.people import links, operations
from turin.people.models import MailLink, Person


@pytest.fixture
def amina(app) -> Person:
    with transaction():
        return people.person(name="Amina Haddad", email="amina@union.example")


def mailed(email: str, leads_to: str = "") -> str:
    """Return the address in the letter that ``email`` got."""
    with transaction():
        operations.mail_link(email, leads_to=leads_to, at=clock.now())
    link = db.session.scalars(select(MailLink).order_by(MailLink.id.desc())).first()
    return f"/en/sign-in/{links.token(link)}"


def test_without_a_password_a_link_is_mailed(client, amina):
    answer = send(client, "/en/sign-in", email="Amina@union.example")
    assert answer.status_code == 303
    intent = db.session.scalars(select(Intent)).one()
    assert (intent.kind, intent.person_id) == ("people.sign_in", amina.id)


def test_the_button_for_a_link_wins_over_a_typed_password(client, amina):
    send(client, "/en/sign-in", email=amina.email, password="half remembered", link="1")
    assert db.session.scalar(select(func.count(Intent.id))) == 1


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, amina):
    known = send(client, "/en/sign-in", email=amina.email)
    unknown = send(client, "/en/sign-in", email="nobody@union.example")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert words(client.get(known.location)) == words(client.get(unknown.location))
    assert written() == ["amina@union.example"]


def written() -> list[str]:
    """Return to whom letters leave."""
    delivery.drain()
    return list(
        db.session.scalars(select(Outgoing.to_addr).where(Outgoing.state != State.WITHHELD))
    )


def test_an_unknown_address_wakes_a_worker_too(client, app, amina, monkeypatch):
    """Waking one takes longer than all else, and so would tell who has an account."""
    woken = []
    monkeypatch.setitem(app.extensions, "mail_nudge", lambda: bool(woken.append(1)))
    for number, email in enumerate((amina.email, "nobody@union.example"), 1):
        send(client, "/en/sign-in", email=email)
        assert len(woken) == number


def test_opening_a_link_signs_nobody_in(client, amina):
    address = mailed(amina.email)
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert client.get("/en/me").status_code == 303


def test_the_button_of_the_link_signs_in(client, amina):
    answer = send(client, mailed(amina.email))
    assert (answer.status_code, answer.location) == (303, "/en/me")
    assert client.get("/en/me").status_code == 200


def test_a_link_works_once(client, app, amina):
    address = mailed(amina.email)
    other = app.test_client()
    kept = other.get(address)
    send(client, address)
    late = other.post(address, data={"csrf_token": typed(kept)["csrf_token"]})
    assert late.status_code == 410
    assert other.get("/en/me").status_code == 303


def test_a_link_lasts_fifteen_minutes(client, amina):
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        address = mailed(amina.email)
        clock_hand.shift(timedelta(minutes=15))
        assert client.get(address).status_code == 410


def test_a_made_up_link_is_told_as_an_old_one_is(client, amina):
    assert client.get("/en/sign-in/" + "x" * 32).status_code == 410


def test_a_link_made_for_something_else_does_not_sign_in(client, amina):
    with transaction():
        link = links.make("application", amina.email, clock.now(), subject_id=7)
    assert client.get(f"/en/sign-in/{links.token(link)}").status_code == 410


def test_the_database_alone_opens_no_link(client, amina):
    address = mailed(amina.email)
    link = db.session.scalars(select(MailLink)).one()
    held = {str(value) for value in vars(link).values()}
    assert address.rpartition("/")[2] not in held


def test_a_link_leads_to_the_page_that_was_wanted(client, amina):
    send(client, "/en/sign-in", email=amina.email, next="/ar/me/profile")
    link = db.session.scalars(select(MailLink)).one()
    assert send(client, f"/en/sign-in/{links.token(link)}").location == "/ar/me/profile"


def test_a_link_to_a_shared_mailbox_asks_who_opened_it(client, app):
    with transaction():
        for name in ("Amina", "Samir"):
            people.person(name=name, email="office@union.example")
    answer = send(client, mailed("office@union.example"))
    page = client.get(answer.location)
    assert "Amina" in words(page)
    assert "Samir" in words(page)
    assert client.get("/en/me").status_code == 303


@pytest.mark.parametrize("names", [["Amina"], ["Amina", "Samir"]])
def test_who_shares_a_mailbox_is_not_greeted_by_the_name_of_another(app, names):
    with transaction():
        for name in names:
            people.person(name=name, email="office@union.example")
    mailed("office@union.example")
    letter = render(db.session.scalars(select(Outgoing.id)).one(), clock.now()).message.decode()

    assert ("Dear Amina," in letter) == (names == ["Amina"])
    assert ("Good day," in letter) == (names != ["Amina"])


def test_a_disabled_account_gets_no_link(client, amina):
    with transaction():
        amina.disabled_at = clock.now()
    send(client, "/en/sign-in", email=amina.email)
    assert written() == []
