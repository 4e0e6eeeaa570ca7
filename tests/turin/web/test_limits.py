"""Limits on trying, with the broker there and with the broker gone."""

import time

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from tests.factories import people
from tests.forms import send, typed, words
from turin.db import transaction
from turin.web.limits import CONNECTING, limiter

WRONG = "not the right password"
AT_ONCE = 3  # seconds; left to itself the client of the broker would try for longer


@pytest.fixture
def amina(app):
    with transaction():
        return people.person(email="amina@union.example", password=people.PASSWORD)


@pytest.fixture(params=["redis+unix:///nowhere/broker.sock", "redis://127.0.0.1:1"])
def _broker_gone(app, request):
    """The counters lie where nobody answers."""
    before = {name: app.config[name] for name in app.config if name.startswith("RATELIMIT_STORAGE")}
    app.config |= {
        "RATELIMIT_STORAGE_URI": request.param,
        "RATELIMIT_STORAGE_OPTIONS": CONNECTING,
    }
    limiter.init_app(app)
    yield
    app.config |= before
    limiter._storage_options.clear()
    limiter._storage_dead = False
    limiter.init_app(app)


def try_passwords(client, times, email="amina@union.example"):
    token = typed(client.get("/en/sign-in"))["csrf_token"]
    told = {"csrf_token": token, "email": email, "password": WRONG}
    return [client.post("/en/sign-in", data=told).status_code for _ in range(times)]


def test_ten_wrong_passwords_are_enough(client, amina):
    assert try_passwords(client, 11) == [422] * 10 + [429]


def test_another_spelling_of_the_address_is_the_same_mailbox(client, amina):
    try_passwords(client, 10)
    told = {"email": " AMINA@union.example", "password": WRONG}
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    answer = client.post("/en/sign-in", data=told, environ_overrides=elsewhere)
    assert answer.status_code == 429


def test_from_one_network_ten_mailboxes_cannot_be_tried_either(client, amina):
    codes = [try_passwords(client, 1, f"a{number}@union.example")[0] for number in range(11)]
    assert codes == [422] * 10 + [429]


def test_the_right_password_does_not_count(client, amina):
    for _ in range(12):
        answer = send(client, "/en/sign-in", email=amina.email, password=people.PASSWORD)
        assert answer.status_code == 303
        client.leave()


def test_five_links_an_hour_go_to_a_mailbox(client, amina):
    codes = [send(client, "/en/sign-in", email=amina.email).status_code for _ in range(6)]
    assert codes == [303] * 5 + [429]


def test_who_has_tried_too_often_is_told_when_to_come_back(client, amina):
    try_passwords(client, 10)
    told = send(client, "/en/sign-in", email=amina.email, password=WRONG)
    assert told.status_code == 429
    assert "Try again in" in words(told)
    assert WRONG not in told.text


def test_neither_addresses_nor_mailboxes_lie_in_the_counters(client, amina):
    try_passwords(client, 1)
    held = " ".join(limiter.storage.storage)
    assert "amina" not in held
    assert "127.0.0.1" not in held


@pytest.mark.usefixtures("_broker_gone")
def test_limits_hold_while_the_broker_is_gone(client, amina):
    assert try_passwords(client, 11) == [422] * 10 + [429]


@pytest.mark.usefixtures("_broker_gone")
def test_a_broker_that_is_gone_does_not_hold_up_the_page(client, amina):
    started = time.monotonic()
    answer = send(client, "/en/sign-in", email=amina.email, password=people.PASSWORD)
    assert answer.status_code == 303
    assert time.monotonic() - started < AT_ONCE


def test_who_finds_the_broker_gone_a_moment_after_another_is_counted(client, amina, monkeypatch):
    def gone(*_args, **_more):
        limiter._storage_dead = True  # as the request has just said that found it gone first
        raise RedisConnectionError

    limiter._fallback_storage.reset()  # of what the same test tried on the other engine
    monkeypatch.setattr(limiter, "_storage_dead", False)
    monkeypatch.setattr(limiter._limiter, "test", gone)
    monkeypatch.setattr(limiter._storage, "check", lambda: False)
    assert try_passwords(client, 11) == [422] * 10 + [429]
