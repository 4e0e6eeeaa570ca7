"""One's own account: the profile, the password, and who is made known at all."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories import people
from tests.forms import send, words
from turin import clock
from turin.db import db, transaction
from turin.people import operations, passwords
from turin.people.models import FailedTry, Person

NEW = "four words that differ"


@pytest.fixture
def amina(client) -> Person:
    """She is signed in."""
    with transaction():
        made = people.person(name="Amina Haddad", password=people.PASSWORD)
    client.enter(made)
    return made


def test_a_profile_is_changed(client, amina):
    told = {"name": "Amina  Haddad", "certificate_name": "أمينة حداد\u200f", "language": "ar"}
    assert send(client, "/en/me/profile", **told, zone="Asia/Kathmandu").status_code == 303
    assert (amina.name, amina.certificate_name) == ("Amina Haddad", "أمينة حداد")
    assert (amina.language, amina.zone) == ("ar", "Asia/Kathmandu")


def test_a_name_that_grows_when_it_is_compared_is_kept(client, amina):
    told = {"name": "\ufdfa" * 200, "language": "ar", "zone": "Europe/Rome"}
    assert send(client, "/en/me/profile", **told).status_code == 303
    assert amina.name == "\ufdfa" * 200


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "\u200b\u200d"}, {"zone": "Mars/Base"}, {"language": "tlh"}]
)
def test_a_profile_with_a_wrong_answer_is_not_changed(client, amina, wrong):
    told = {"name": "Somebody", "language": "ar", "zone": "Europe/Rome"} | wrong
    assert send(client, "/en/me/profile", **told).status_code == 422
    assert amina.name == "Amina Haddad"


def test_who_has_just_signed_in_need_not_tell_her_old_password(client, amina):
    assert send(client, "/en/me/password", password=NEW).status_code == 303
    assert passwords.fits(NEW, amina.password_hash)


def test_later_she_must_tell_it(client, amina):
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        client.enter(amina)
        clock_hand.shift(timedelta(minutes=16))
        for current, status in (("", 422), ("not the right one", 422), (people.PASSWORD, 303)):
            answer = send(client, "/en/me/password", current=current, password=NEW)
            assert answer.status_code == status


def test_the_right_old_password_does_not_count_when_the_new_one_is_refused(client, amina):
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        client.enter(amina)
        clock_hand.shift(timedelta(minutes=16))
        told = {"current": people.PASSWORD, "password": "too short"}
        for _ in range(3):
            assert send(client, "/en/me/password", **told).status_code == 422
    assert db.session.scalars(select(FailedTry)).all() == []


def test_whoever_has_found_her_browser_open_cannot_guess_it(client, amina):
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        client.enter(amina)
        clock_hand.shift(timedelta(minutes=16))
        guess = {"current": "not the right one", "password": NEW, "link": "1"}
        codes = [send(client, "/en/me/password", **guess).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]


def test_a_new_password_signs_out_other_browsers_but_not_this_one(client, app, amina):
    other = app.test_client()
    other.enter(amina)
    send(client, "/en/me/password", password=NEW)
    assert other.get("/en/me/profile").status_code == 303
    assert client.get("/en/me/profile").status_code == 200


@pytest.mark.parametrize(
    ("weak", "told"),
    [
        ("fourteen signs", "at least 15 letters"),
        ("aaaaaaaaaaaaaaaaaaaa", "would soon be guessed"),
        ("AMINA.the.second@union.example", "would soon be guessed"),
        ("amina-haddad-2026", "would soon be guessed"),
        ("Turin Training Centre 26", "would soon be guessed"),
        ("1111222233334444", "would soon be guessed"),
        ("1qaz2wsx3edc4rfv", "tried first"),
        ("SEMPREEPARASEMPRE", "tried first"),
        ("football1football1", "tried first"),
    ],
)
def test_a_weak_password_is_refused(client, app, weak, told):
    with transaction():
        somebody = people.person(name="Amina Haddad", email="amina.the.second@union.example")
    client.enter(somebody)
    answer = send(client, "/en/me/password", password=weak)
    assert answer.status_code == 422
    assert told in words(answer)
    assert somebody.password_hash is None


@pytest.mark.parametrize(
    "good",
    [
        "739104857201938",
        "كلمات لا تجتمع إلا عندي",
        "amina likes long walks",
        "welcome to turin",
        "a sentence that is as long as one likes, since nobody counts beyond sixty-four",
    ],
)
def test_a_password_need_only_be_long_and_her_own(good):
    passwords.check_password(good, Person(name="Amina Haddad", email="a@x.example"), alone=True)


def test_a_password_is_the_same_however_its_letters_are_composed():
    assert passwords.fits("cafe\u0301 with much sugar", passwords.hashed("café with much sugar"))


def test_the_same_name_in_the_same_mailbox_is_one_person(app):
    with transaction():
        first = operations.find_or_make("A@x.example", "José  Díaz", at=clock.now())
        again = operations.find_or_make("a@X.example", "JOSE DIAZ", at=clock.now())
        other = operations.find_or_make("a@x.example", "María Díaz", at=clock.now())
    assert first == again
    assert first != other
    assert first.name == "José Díaz"
