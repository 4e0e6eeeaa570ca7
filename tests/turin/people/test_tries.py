"""Guessing, and finding out who has an account: counted and closed without the broker."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event, select

from tests.factories import people
from tests.forms import send, typed, words
from turin import clock
from turin.db import db, transaction
from turin.people import forgetting, links, operations, passwords, tries
from turin.people.models import FailedTry, MailLink, Person
from turin.web.limits import limiter

WRONG = "not the right password"
KNOWN, UNKNOWN = "amina@union.example", "nobody@union.example"


@pytest.fixture
def amina(app) -> Person:
    with transaction():
        return people.person(email=KNOWN, password=people.PASSWORD)


@pytest.fixture
def hand():
    with time_machine.travel(clock.now(), tick=False) as hand:
        yield hand


@pytest.fixture(autouse=True)
def _counters_of_the_broker_are_gone(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)


def guess(client, times=1, email=KNOWN, password=WRONG) -> list[str]:
    """Return what the page says to each try: nothing if it lets her in."""
    token = typed(client.get("/en/sign-in"))["csrf_token"]
    told = {"csrf_token": token, "email": email, "password": password}
    answers = [client.post("/en/sign-in", data=told) for _ in range(times)]
    return ["" if one.status_code == 303 else one.page.findtext(".//main//li") for one in answers]


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_ten_wrong_passwords_in_fifteen_minutes_are_enough(client, amina, hand, email):
    said = guess(client, 11, email)
    assert all("not right" in one for one in said[:10])
    assert "Try again in 15 minutes" in said[10]
    hand.shift(timedelta(minutes=15))
    assert "not right" in guess(client, 1, email)[0]


def test_not_even_the_right_one_is_tried_then(client, amina, hand):
    guess(client, 10)
    assert "Try again" in guess(client, password=people.PASSWORD)[0]


def test_what_is_refused_unseen_does_not_count(client, amina, hand):
    guess(client, 30)
    hand.shift(timedelta(minutes=15))
    assert guess(client, password=people.PASSWORD) == [""]


def test_the_right_password_wipes_the_slate(client, amina, hand):
    guess(client, 9)
    assert guess(client, password=people.PASSWORD) == [""]
    client.leave()
    assert "not right" in guess(client, 2)[1]


def hundredfold(email: str) -> None:
    """Note a hundred wrong passwords of the last days."""
    with transaction():
        for number in range(100):
            tries.password(email, clock.now() - timedelta(minutes=30 * (101 - number)))


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_after_a_hundred_only_the_mailed_link_opens(client, amina, hand, email):
    hundredfold(email)
    assert "we mail you a link" in guess(client, 1, email, people.PASSWORD)[0]


def test_the_mailed_link_opens_the_way_for_the_password_again(client, amina, hand):
    hundredfold(KNOWN)
    with transaction():
        operations.mail_link(KNOWN, leads_to="", at=clock.now())
    link = db.session.scalars(select(MailLink)).one()
    assert send(client, f"/en/sign-in/{links.token(link)}").status_code == 303
    client.leave()
    assert guess(client, password=people.PASSWORD) == [""]


def test_no_address_lies_in_the_counters(client, amina):
    guess(client, 1, UNKNOWN)
    held = str(db.session.execute(select(FailedTry.__table__)).all())
    assert "nobody" not in held


def test_tries_are_forgotten_after_a_month(client, amina, hand):
    guess(client)
    with transaction():
        forgetting.forget(clock.now() + timedelta(days=31))
    assert db.session.scalars(select(FailedTry)).all() == []


@contextmanager
def watched(monkeypatch):
    """Note the statements that are sent to the database, and the hashes that are made."""
    done = []

    def asked(_connection, _cursor, statement, *_):
        done.append(" ".join(statement.split()))

    verify = passwords.HASHER.verify
    counting = type(
        "Counting",
        (),
        {
            "verify": lambda _, *told: done.append("a hash") or verify(*told),
            "hash": lambda _, *told: passwords.PasswordHasher(1, 8, 1).hash(*told),
        },
    )
    passwords._nobodys_hash()
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "HASHER", counting())
        event.listen(db.engine, "before_cursor_execute", asked)
        yield done
        event.remove(db.engine, "before_cursor_execute", asked)


@pytest.mark.parametrize("password", [WRONG, ""], ids=["password", "link"])
def test_the_same_work_is_done_and_the_same_is_said_for_an_unknown_address(
    client, app, amina, monkeypatch, password
):
    work, told = [], []
    for email in (KNOWN, UNKNOWN):
        visitor = app.test_client()
        form = {"csrf_token": typed(visitor.get("/en/sign-in"))["csrf_token"], "email": email}
        with watched(monkeypatch) as done:
            answer = visitor.post("/en/sign-in", data=form | {"password": password})
        work.append(done)
        body = words(answer) if answer.status_code == 422 else answer.text
        names = [name for name, _ in answer.headers]
        told.append((answer.status_code, answer.location, names, body))
    assert work[0] == work[1]
    assert told[0] == told[1]
    assert work[0].count("a hash") == (1 if password else 0)
    assert work[0]
