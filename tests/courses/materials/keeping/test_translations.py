"""Translations say of what they are made, go stale when it moves on, and catch up."""

import pytest
from sqlalchemy import select

from courses.materials import rules
from courses.materials.keeping import operations
from courses.materials.keeping.rules import OfItself
from courses.materials.models import Translation, TranslationState
from tests.forms import words
from turin import clock
from turin.db import db, transaction

HANDBOOK = "/staff/library/works/handbook"


def one(language: str) -> Translation:
    db.session.rollback()
    return db.session.scalars(select(Translation).where(Translation.language == language)).one()


def at(language: str, more: str = "") -> str:
    return f"{HANDBOOK}/translations/{one(language).id}{more}"


def test_a_language_is_added_with_what_it_is_made_from(client, handbook, fill):
    edition = one("en").edition_id
    answer = fill(
        f"{HANDBOOK}/editions/{edition}/add",
        language="km",
        state="in_translation",
        made_from=str(one("en").id),
        translator="Phnom Penh office",
    )

    assert answer.status_code == 303
    made = one("km")
    assert (made.state, made.derived_version, made.translator) == (
        TranslationState.IN_TRANSLATION,
        1,
        "Phnom Penh office",
    )
    again = fill(f"{HANDBOOK}/editions/{edition}/add", language="km", state="planned")
    assert "km" not in again.text or again.status_code == 422


def test_who_translates_says_from_what(handbook, fill):
    edition = one("en").edition_id
    answer = fill(f"{HANDBOOK}/editions/{edition}/add", language="km", state="in_translation")
    assert answer.status_code == 422
    assert "Say from which language it is being translated" in answer.text


def test_a_translation_is_not_made_from_itself_in_a_circle(handbook, fill):
    answer = fill(at("en"), made_from=str(one("ru").id))
    assert answer.status_code == 422
    assert "this one cannot be made from it" in answer.text
    assert one("en").derived_from is None
    en = one("en")
    facts = operations.TranslationFacts(TranslationState.PUBLISHED, en, 1, "", "", None)
    with pytest.raises(OfItself), transaction():
        operations.change_translation(en, facts, by=None, at=clock.now())


def test_a_version_that_is_not_there_yet_is_told(handbook, fill):
    answer = fill(at("ar"), made_of="7")
    assert answer.status_code == 422
    assert "the newest is version 1" in answer.text


def test_published_without_a_file_is_allowed(client, handbook, fill):
    assert fill(at("ar"), state="published").status_code == 303
    assert "Text not held" in client.get(HANDBOOK).text


def test_a_source_moves_on_and_its_translations_are_stale_until_they_catch_up(
    client, handbook, fill
):
    page = client.get(at("en", "/move-on")).text
    assert "1 translation was made from it" in page
    assert fill(at("en", "/move-on"), what="Chapter 3 is new").status_code == 303

    assert (one("en").version, rules.is_stale(one("ar"))) == (2, True)
    assert [change.what for change in rules.missed(one("ar"))] == ["Chapter 3 is new"]
    page = words(client.get(HANDBOOK))
    assert "the text in English has changed since. Chapter 3 is new" in page
    assert "works/handbook" in client.get("/staff/library?lacks=stale").text

    pressed = fill(at("en", "/move-on"))  # the token alone: nothing says what changed
    assert pressed.status_code == 422
    token = {"csrf_token": _token(client)}
    assert client.post(at("ar", "/caught-up"), data=token).status_code == 303
    assert not rules.is_stale(one("ar"))
    assert rules.is_stale(one("ru")) is False  # the Arabic did not change by that
    refused = client.post(at("ar", "/caught-up"), data=token)
    assert "there is nothing to catch up" in refused.text
    history = words(client.get(f"{HANDBOOK}/history"))
    assert "New version English Version 2 Chapter 3 is new" in history
    assert "Brought up to date Arabic" in history


def test_a_language_added_by_mistake_is_taken_out(client, handbook):
    token = {"csrf_token": _token(client)}
    assert client.post(at("ru", "/remove"), data=token).status_code == 303
    assert {each.language for each in one("en").edition.translations} == {"ar", "en"}
    refused = client.post(at("en", "/remove"), data=token)
    assert refused.status_code == 422
    assert "It is still needed" in refused.text


def _token(client) -> str:
    page = client.get(at("en", "/move-on")).page
    return next(i.get("value") for i in page.iter("input") if i.get("name") == "csrf_token")
