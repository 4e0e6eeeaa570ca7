"""Passkeys: made, used, refused, and removed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories import people
from tests.factories.passkeys import Device
from tests.forms import send, typed, words
from turin import clock
from turin.db import db, transaction
from turin.people import factors, forgetting, operations
from turin.people.factors import passkeys
from turin.people.factors.models import Challenge, Passkey
from turin.people.factors.passkeys import Site
from turin.people.models import Person, Role

PAGE, SIGN_IN = "/en/me/second-step", "/en/sign-in"


@pytest.fixture
def hand(app):
    with time_machine.travel(clock.now(), tick=False) as hand:
        yield hand


@pytest.fixture
def amina(client, hand) -> Person:
    """She is signed in."""
    with transaction():
        made = people.person(email="amina@union.example", password=people.PASSWORD)
    client.enter(made)
    return made


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def hers(client, amina, device) -> Device:
    """The device that has her passkey; she is signed out."""
    make(client, device)
    client.leave()
    return device


def asked(client, page: str, options: str) -> tuple[str, dict]:
    """Return the token of a page and what its script gets."""
    token = typed(client.get(page))["csrf_token"]
    answer = client.post(options, data={"csrf_token": token})
    return token, json.loads(answer.data)


def make(client, device, name="Telephone"):
    token, options = asked(client, PAGE, f"{PAGE}/passkeys/options")
    told = {"csrf_token": token, "answer": device.make(options), "name": name}
    return client.post(f"{PAGE}/passkeys", data=told)


def show(client, device, wanted=""):
    token, options = asked(client, SIGN_IN, f"{SIGN_IN}/passkey/options")
    told = {"csrf_token": token, "answer": device.show(options), "next": wanted}
    return client.post(f"{SIGN_IN}/passkey", data=told)


def is_in(client) -> bool:
    return client.get("/en/me/profile").status_code == 200


def test_a_passkey_is_made_and_recovery_codes_with_the_first(client, amina, device):
    made = make(client, device)
    assert made.status_code == 200
    assert len(made.page.findall(".//ol/li")) == 10
    assert factors.has(amina)
    assert make(client, Device(), "Key ring").status_code == 303
    said = words(client.get(PAGE))
    assert "Telephone" in said
    assert "Key ring" in said


def test_a_passkey_signs_in_alone_since_it_is_both_steps(client, amina, hers):
    let_in = show(client, hers, wanted="/ar/me/profile")
    assert (let_in.status_code, let_in.location) == (303, "/ar/me/profile")
    assert is_in(client)
    assert db.session.scalar(select(Passkey.used_at)) is not None


def test_after_the_password_it_is_the_second_step(client, amina, hers):
    first = send(client, SIGN_IN, email=amina.email, password=people.PASSWORD)
    assert first.location == "/en/sign-in/code"
    assert "Use a passkey" in words(client.get(first.location))
    assert not is_in(client)
    assert show(client, hers).status_code == 303
    assert is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://turin.evil.example"},
        {"host": "evil.example"},
        {"verified": False},
        {"id": b"somebody else's"},
        {"key": Device().key},
        {"count": 3},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_not_hers_or_not_for_us_is_refused(client, amina, hers, wrong):
    hers.count = 4
    assert show(client, hers).status_code == 303
    client.leave()
    refused = show(client, replace(hers, **wrong))
    assert refused.status_code == 422
    assert "This passkey was not taken." in words(refused)
    assert not is_in(client)


@pytest.mark.parametrize(
    "wrong", [{"origin": "http://evil.example"}, {"host": "evil.example"}, {"verified": False}]
)
def test_one_that_was_made_elsewhere_or_without_her_is_not_kept(client, amina, wrong):
    assert make(client, Device(**wrong)).status_code == 422
    assert not factors.has(amina)


def test_an_answer_is_taken_once(client, app, amina, hers):
    token, options = asked(client, SIGN_IN, f"{SIGN_IN}/passkey/options")
    told = {"csrf_token": token, "answer": hers.show(options)}
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.post(f"{SIGN_IN}/passkey", data=told).status_code == 303
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(kept)
    assert thief.post(f"{SIGN_IN}/passkey", data=told).status_code == 422


def test_a_challenge_is_for_the_browser_that_was_given_it(client, app, amina, hers):
    _, options = asked(client, SIGN_IN, f"{SIGN_IN}/passkey/options")
    thief = app.test_client()
    token, _ = asked(thief, SIGN_IN, f"{SIGN_IN}/passkey/options")
    told = {"csrf_token": token, "answer": hers.show(options)}
    assert thief.post(f"{SIGN_IN}/passkey", data=told).status_code == 422


def test_a_challenge_lasts_five_minutes_and_is_then_forgotten(client, hand, amina, hers):
    token, options = asked(client, SIGN_IN, f"{SIGN_IN}/passkey/options")
    hand.shift(timedelta(minutes=5))
    told = {"csrf_token": token, "answer": hers.show(options)}
    assert client.post(f"{SIGN_IN}/passkey", data=told).status_code == 422
    asked(client, SIGN_IN, f"{SIGN_IN}/passkey/options")
    with transaction():
        forgetting.forget(clock.now() + timedelta(minutes=6))
    assert db.session.scalar(select(func.count(Challenge.id))) == 0


def test_a_challenge_to_sign_in_makes_no_passkey(client, amina, device):
    token, options = asked(client, PAGE, f"{SIGN_IN}/passkey/options")
    told = {"csrf_token": token, "answer": device.make(options), "name": "Telephone"}
    assert client.post(f"{PAGE}/passkeys", data=told).status_code == 422


def test_a_real_site_takes_passkeys_for_its_public_address_alone(
    client, app, amina, hers, monkeypatch
):
    settings = replace(
        app.extensions["settings"], demo=False, public_url="https://courses.example.org"
    )
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert show(client, hers).status_code == 422
    client.enter(amina)
    real = Device(origin="https://courses.example.org", host="courses.example.org")
    assert make(client, real).status_code == 303
    client.leave()
    assert show(client, real).status_code == 303


def test_a_passkey_without_a_name_is_asked_for_one(client, amina, device):
    refused = make(client, device, name=" ")
    assert refused.status_code == 422
    assert "Give it a name" in words(refused)


def test_the_same_passkey_is_not_kept_twice(client, amina, device):
    make(client, device)
    assert make(client, device).status_code == 422


def test_a_passkey_is_removed_and_opens_nothing_then(client, amina, hers):
    client.enter(amina)
    number = db.session.scalar(select(Passkey.id))
    token = typed(client.get(PAGE))["csrf_token"]
    client.post(f"{PAGE}/passkeys/{number}/remove", data={"csrf_token": token})
    assert not factors.has(amina)
    client.leave()
    assert show(client, hers).status_code == 422


def test_nobody_removes_a_passkey_of_somebody_else(client, amina, hers):
    with transaction():
        stranger = people.person()
    client.enter(stranger)
    token = typed(client.get(PAGE))["csrf_token"]
    number = db.session.scalar(select(Passkey.id))
    client.post(f"{PAGE}/passkeys/{number}/remove", data={"csrf_token": token})
    assert factors.has(amina)


def test_a_closed_account_is_opened_by_no_passkey(client, amina, hers):
    with transaction():
        operations.disable(amina, by=people.person(Role.ADMINISTRATOR), at=clock.now())
    assert show(client, hers).status_code == 422


def test_a_passkey_opens_a_password_that_was_closed_by_guessing(client, amina, hers):
    for _ in range(10):
        send(client, SIGN_IN, email=amina.email, password="not the right one", link="")
    assert show(client, hers).status_code == 303


def test_at_an_address_of_numbers_no_passkey_is_offered(client, app, amina):
    app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1"]
    client.leave()
    at_numbers = client.get(SIGN_IN, base_url="http://127.0.0.1")
    assert "passkey" not in words(at_numbers)
    assert "Sign in with a passkey" in words(client.get(SIGN_IN))


ANSWERS = st.one_of(
    st.text(),
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON"]), inner
            )
        ),
    ).map(json.dumps),
    st.just("[" * 20_000),
)


@given(ANSWERS)
def test_no_answer_breaks_anything(answer):
    site, hers = Site("localhost", "http://localhost"), Person(id=1)
    for judged in (
        lambda: passkeys.read(answer),
        lambda: passkeys.add(hers, site, b"x" * 32, answer, name="", at=clock.now()),
    ):
        with pytest.raises(passkeys.PasskeyRefused):
            judged()
