"""What may be tried ten times, or used once, is so for those too who try all at once."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from tests.factories import people
from tests.races.threads import at_once, no_lock
from turin import clock
from turin.db import db, transaction
from turin.people import tries
from turin.people.factors import codes, passkeys, recovery
from turin.people.factors.passkeys import Site
from turin.people.models import Person

MANY, BOUND, MEET = 24, 10, 12
EMAIL = "amina@union.example"


def in_transaction(deed):
    with transaction():
        deed()


def guess_at_once(app):
    """Try a password from 24 threads; return how that ended."""
    at = clock.now()
    guess = partial(in_transaction, lambda: tries.password(EMAIL, at))
    return at_once(app, *[guess] * MANY)


def check_bound(ended):
    assert ended == {"done": BOUND, "TooManyTries": MANY - BOUND}


def test_24_guesses_at_once_are_10(app):
    check_bound(guess_at_once(app))


def test_without_waiting_for_others_they_would_be_more(app, monkeypatch):
    meeting, count = Barrier(MEET), tries._since

    def counted(*asked):
        found = count(*asked)
        with suppress(BrokenBarrierError):
            meeting.wait(5)
        return found

    monkeypatch.setattr(tries, "_since", counted)
    monkeypatch.setattr(tries, "lock_word", lambda _key: None)
    with no_lock(monkeypatch):
        ended = guess_at_once(app)
    with pytest.raises(AssertionError):
        check_bound(ended)


@pytest.fixture
def amina(app) -> int:
    with transaction():
        return people.person().id


def use_at_once(app, person_id, use):
    """Have eight threads use the same thing of hers."""
    call = partial(in_transaction, lambda: use(db.session.get_one(Person, person_id)))
    return at_once(app, *[call] * 8)


def test_a_code_is_taken_once(app, amina):
    with transaction():
        phone = people.with_codes(db.session.get_one(Person, amina))
    at = clock.now()
    code = phone.at(at, counter_offset=1)
    ended = use_at_once(app, amina, lambda person: codes.use(person, code, at=at))
    assert ended == {"done": 1, "WrongCode": 7}


def test_a_recovery_code_is_taken_once(app, amina):
    at = clock.now()
    with transaction():
        code = recovery.renew(db.session.get_one(Person, amina), at=at)[0]
    ended = use_at_once(app, amina, lambda person: recovery.use(person, code, at=at))
    assert ended == {"done": 1, "WrongCode": 7}


def test_a_challenge_is_answered_once(app, amina):
    at = clock.now()
    with transaction():
        number, _options = passkeys.ask_to_show(Site("localhost", "http://localhost"), at=at)
    ended = use_at_once(app, amina, lambda _person: passkeys.spend(number, None, at=at))
    assert ended == {"done": 1, "PasskeyRefused": 7}
