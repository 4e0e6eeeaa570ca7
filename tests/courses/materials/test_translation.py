"""A translation's page: its files, their hashes, of what it was made, and what changed since."""

import hashlib

import pytest

from courses.materials.models import (
    Audience,
    Licence,
    Translation,
    TranslationChange,
    TranslationState,
)
from tests.factories import materials
from turin.clock import now
from turin.db import db, transaction
from turin.db.types import Text


def words(answer) -> str:
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def made(app):
    with transaction():
        work = materials.work(languages=("en", "km"), title=Text(en="Handbook", ar="دليل"))
        english, khmer = work.editions[0].translations
        khmer.derived_from, khmer.derived_version = english, 1
        khmer.translator = "Sok Dara"
        file = materials.held(work, "km", b"khmer", "handbook-km.pdf")
        file.pages, file.licence, file.attribution = 12, Licence.CC_BY, "ILO 2006"
    return work


def test_it_shows_its_file_with_pages_licence_and_whose_it_is(client, made):
    page = words(client.get("/en/library/handbook/1/km"))

    assert "Handbook, in Khmer" in page
    for told in ("PDF", "1 kB", "Number of pages12", "CC BY", "ILO 2006", "Translator: Sok Dara"):
        assert told in page
    assert "Length" not in page  # which is that of a film


def test_it_shows_the_hash_of_a_file_short_and_whole(client, made):
    digest = hashlib.sha256(b"khmer").hexdigest()
    page = words(client.get("/en/library/handbook/1/km"))

    assert f"SHA-256 {digest[:12]}…" in page
    assert digest in page


def test_it_leads_to_the_other_languages_and_says_its_one_address(client, made):
    answer = client.get("/ar/library/handbook/1/km?whatever=1")

    others = [
        (link.get("hreflang"), link.get("href"))
        for link in answer.page.iterfind(".//main//a[@hreflang]")
        if "/library/" in link.get("href")
    ]
    assert others == [("en", "/ar/library/handbook/1/en")]
    canonical = answer.page.find(".//link[@rel='canonical']").get("href")
    assert canonical == "http://localhost/ar/library/handbook/1/km"
    alternates = [link.get("hreflang") for link in answer.page.iterfind(".//link[@hreflang]")]
    assert sorted(alternates) == sorted(["ar", "en", "es", "fr", "pt", "ru", "zh", "x-default"])


def test_it_says_what_changed_in_its_source_since(client, made):
    with transaction():
        english = db.session.get_one(Translation, made.editions[0].translations[0].id)
        english.version = 2
        english.changes.append(TranslationChange(version=2, what="A new chapter", changed_at=now()))

    page = words(client.get("/en/library/handbook/1/km"))
    assert "Made from the text in English, version 1." in page
    assert "The text it was made from has changed since" in page
    assert "A new chapter" in page


def test_files_of_earlier_versions_are_told_apart(client, made):
    with transaction():
        file = materials.held(made, "km", b"khmer, corrected", "handbook-km-2.pdf")
        file.version = 2

    page = words(client.get("/en/library/handbook/1/km"))
    newest, _, earlier = page.partition("Files of earlier versions")
    assert "handbook-km-2.pdf" in newest
    assert "handbook-km.pdf" in earlier
    work = client.get("/en/library/handbook").text
    assert "handbook-km-2.pdf" in work
    assert "handbook-km.pdf" not in work


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (TranslationState.PLANNED, "It has not come out yet."),
        (TranslationState.IN_REVIEW, "It has not come out yet."),
        (TranslationState.PUBLISHED, "Text not held here"),
    ],
)
def test_what_is_not_held_says_so_and_whom_to_ask(client, made, state, said):
    with transaction():
        db.session.get_one(Translation, made.editions[0].translations[0].id).state = state

    page = words(client.get("/en/library/handbook/1/en"))
    assert said in page
    assert "Or ask the Centre: courses@turin.example" in page
    assert "Tell me when it is there in English" in page


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (Audience.APPLICANTS, "For those who apply to an activity that uses it."),
        (Audience.PARTICIPANTS, "For participants with a confirmed seat."),
        (Audience.STAFF, "For the staff of the Centre."),
    ],
)
def test_files_for_some_are_not_shown_to_others(client, made, audience, said):
    with transaction():
        db.session.merge(made).audience = audience
    digest = hashlib.sha256(b"khmer").hexdigest()

    page = words(client.get("/en/library/handbook/1/km"))
    assert said in page
    assert digest[:12] not in page


@pytest.mark.parametrize("part", ["2/km", "1/lo", "0/km", "1/xx"])
def test_a_translation_that_there_is_not_is_not_found(client, made, part):
    assert client.get(f"/en/library/handbook/{part}").status_code == 404


def test_it_needs_few_statements_and_no_more_for_many_languages(app, client, statements):
    languages = ("ar", "en", "es", "fr", "ru", "zh")
    with transaction():
        few, many = materials.work("few"), materials.work("many", languages=languages)
        for language in languages:
            materials.held(many, language)
        materials.held(few, "en")
    counts = [
        statements(lambda key=key: client.get(f"/en/library/{key}/1/en")) for key in ("few", "many")
    ]
    assert counts[0] == counts[1] <= 10
