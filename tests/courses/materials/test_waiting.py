"""Who waits for a language: asked by a form, told once by a letter, forgotten in two years."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.materials.library import waiting
from courses.materials.library.models import LanguageInterest
from courses.materials.models import Audience, Translation, TranslationState, Work
from tests.factories import materials
from turin import clock
from turin.db import db, transaction
from turin.mail.models import Intent


@pytest.fixture
def handbook(app):
    with transaction():
        made = materials.work(languages=("en", "km"))
        materials.held(made, "en")
        made.editions[0].translations[1].state = TranslationState.IN_TRANSLATION
    return made


def ask(client, address="/en/library/handbook/tell-me", **values):
    page = client.get(address).page
    token = page.find(".//input[@name='csrf_token']").get("value")
    return client.post(address, data={"csrf_token": token, **values})


def test_who_waits_for_a_language_is_noted_once(client, handbook):
    for _ in range(2):
        answer = ask(client, wanted="km", email="Ana@Example.org")
        assert answer.location == "/en/library/handbook"

    interest = db.session.scalars(select(LanguageInterest)).one()
    assert (interest.wanted, interest.email_key) == ("km", "ana@example.org")
    assert "Noted: we write to you when it is there in Khmer." in client.get("/en/library").text


def test_a_language_that_is_there_is_no_choice(client, handbook):
    page = client.get("/en/library/handbook/tell-me?lang=km").page
    choices = {one.get("value"): one.get("selected") for one in page.iterfind(".//option")}

    assert "en" not in choices
    assert choices["km"] is not None
    assert ask(client, wanted="en", email="ana@example.org").status_code == 422


def test_a_wrong_answer_comes_back_filled(client, handbook):
    answer = ask(client, wanted="", email="ana")

    assert answer.status_code == 422
    assert "Choose a language." in answer.text
    assert answer.page.find(".//input[@name='email']").get("value") == "ana"


def test_nobody_waits_for_what_is_for_staff(client, handbook):
    with transaction():
        db.session.get_one(Work, handbook.id).audience = Audience.STAFF

    assert client.get("/en/library/handbook/tell-me").status_code == 404
    assert "tell-me" not in client.get("/en/library/handbook").text


def test_who_waits_is_told_once_when_it_can_be_read(client, handbook):
    ask(client, wanted="km", email="ana@example.org")
    ask(client, wanted="lo", email="ana@example.org")
    at = clock.now()
    told = []
    for state, with_file in (
        (TranslationState.IN_REVIEW, True),
        (TranslationState.PUBLISHED, False),
        (TranslationState.PUBLISHED, False),
    ):
        with transaction():
            khmer = db.session.get_one(Translation, handbook.editions[0].translations[1].id)
            khmer.state = state
            if with_file:
                materials.held(khmer.edition.work, "km")
            waiting.tell_who_waits(khmer, at=at)
        told.append([(one.kind, one.email) for one in db.session.scalars(select(Intent))])

    assert told == [[], *2 * [[("materials.there", "ana@example.org")]]]
    assert db.session.scalars(select(LanguageInterest.wanted)).all() == ["lo"]


def test_who_waited_two_years_is_forgotten(app, handbook):
    with transaction():
        waiting.ask_to_be_told(
            handbook, "km", email="ana@example.org", language="en", at=clock.now()
        )
    for days, left in ((729, 1), (731, 0)):
        with transaction():
            waiting.forget(clock.now() + timedelta(days=days))
        assert len(db.session.scalars(select(LanguageInterest)).all()) == left
