"""The library offers the reader's language first and says honestly when it cannot."""

import pytest

from courses.materials.models import Audience, TranslationState
from tests.factories import materials, people
from turin.db import transaction
from turin.db.types import PartialDate, Text
from turin.language.known import INTERFACE


@pytest.fixture
def handbook(app):
    with transaction():
        made = materials.work(
            languages=("ar", "en", "ru"),
            title=Text(
                en="Handbook on migration", ar="دليل هجرة اليد العاملة", ru="Пособие о миграции"
            ),
        )
        materials.held(made, "en", b"x" * 5000)
    return made


def test_a_reader_is_offered_her_own_language_first(app, client):
    with transaction():
        made = materials.work(languages=("ar", "en"))
        materials.held(made, "ar", b"arabic", "dalil.pdf")
        materials.held(made, "en", b"english", "handbook.pdf")

    page = client.get("/ar/library").text

    assert "dalil.pdf" in page
    assert "handbook.pdf" not in page


def test_the_library_is_there_in_every_language(client, handbook):
    page = client.get("/en/library?held=1").page

    ways = {link.get("hreflang"): link.get("href") for link in page.iterfind(".//ul/li/a[@lang]")}
    assert ways == {code: f"/{code}/library?held=1" for code in INTERFACE}


def test_a_missing_language_is_said_and_another_offered(client, handbook):
    page = client.get("/fr/library/handbook").text

    assert "Non disponible en français : proposé en anglais." in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_text_that_is_published_but_not_held_is_said_so(app, client):
    with transaction():
        materials.work(languages=("ru",))
    page = client.get("/ru/library").text

    assert "Опубликовано на языке: русский; здесь этого текста нет." in page


def test_a_text_that_is_only_known_hides_none_that_is_held(app, client):
    with transaction():
        made = materials.work(languages=("en", "ru"))
        materials.held(made, "en", name="english.pdf")
    for page in ("library", "library/handbook"):
        told = client.get(f"/ru/{page}").text
        assert "Опубликовано" in told
        assert "russian" not in told
        assert "english.pdf" in told
    client.set_cookie("languages", "ru.en")
    told = client.get("/en/library").text
    assert "Published in Russian, but not held here: offered in English." in told
    assert "Tell me when it is there in Russian" in told


def test_a_work_in_none_of_her_languages_shows_in_which_it_came_out(app, client):
    with transaction():
        materials.work(languages=("km",))
    page = client.get("/en/library").text

    assert "We do not know of a published text in English." in page
    assert '<span lang="km">' in page


def test_a_work_in_preparation_says_since_when_we_know(app, client):
    with transaction():
        materials.work(key="ioe", languages=(), in_preparation=PartialDate("2008-02"))

    assert "In preparation in February 2008" in client.get("/en/library").text


@pytest.mark.parametrize(
    "word", ["migration", "MIGRATIONS", "الهجرة", "دليل", "миграция", "пособия"]
)
def test_a_work_is_found_by_a_word_in_any_of_its_languages(client, handbook, word):
    page = client.get("/en/library", query_string={"q": word}).text

    assert "1 work" in page


def test_an_empty_search_says_what_to_do_next(client, handbook):
    page = client.get("/en/library?q=zebra").text

    assert "Try another word, or fewer filters." in page


@pytest.mark.parametrize(
    ("asked", "count"), [("lang=ru", 1), ("lang=km", 0), ("held=1", 1), ("theme=gender", 0)]
)
def test_the_library_is_narrowed_by_filters(client, handbook, asked, count):
    assert (f"{count} work" in client.get(f"/en/library?{asked}").text) is True


def test_a_planned_translation_is_not_offered(app, client):
    with transaction():
        made = materials.work(languages=("en",))
        made.editions[0].translations[0].state = TranslationState.PLANNED

    assert "We do not know of a published text in English." in client.get("/en/library").text


def test_a_page_past_the_end_is_the_last_one(client, handbook):
    assert "Handbook on migration" in client.get("/en/library?page=99").text


def test_an_unknown_work_is_not_there(client, handbook):
    assert client.get("/en/library/nothing").status_code == 404


def test_a_public_page_may_be_kept_by_caches(client, handbook):
    assert client.get("/en/library").headers["Cache-Control"] == "public, max-age=300"


def test_a_work_for_participants_shows_no_link_to_a_stranger(app, client):
    with transaction():
        made = materials.work(audience=Audience.PARTICIPANTS)
        file = materials.held(made, "en")
        address = f"/dl/{file.sha256[:12]}/{file.name}"

    assert address not in client.get("/en/library/handbook").text
    assert client.get(address).location == "/en/sign-in?next=/en/library/handbook"


@pytest.mark.parametrize("page", ["library", "library/handbook", "library/handbook/1/en"])
def test_who_is_not_signed_in_is_led_there_and_back_and_who_is_hears_why_not(app, client, page):
    with transaction():
        made = materials.work(audience=Audience.PARTICIPANTS)
        materials.held(made, "en")
        stranger = people.person()
    (link,) = [
        one.get("href")
        for one in client.get(f"/en/{page}").page.iter("a")
        if one.text == "Sign in to download it"
    ]
    assert link == f"/en/sign-in?next=/en/{page}"
    client.enter(stranger)
    told = client.get(f"/en/{page}").text
    assert "Sign in to download it" not in told
    assert "sign out and sign in with that one" in told


def test_nobody_is_asked_to_sign_in_for_a_text_that_is_not_held(app, client):
    with transaction():
        materials.work(audience=Audience.PARTICIPANTS)
    for page in ("library", "library/handbook", "library/handbook/1/en"):
        assert "Sign in to download it" not in client.get(f"/en/{page}").text


def test_the_library_needs_few_statements_and_no_more_for_many_works(app, client, statements):
    counts = []
    for number in (1, 6):
        with transaction():
            for place in range(number):
                made = materials.work(f"work-{number}-{place}", languages=("ar", "en"))
                materials.held(made, "ar")
        counts.append(statements(lambda: client.get("/en/library")))
    assert counts[0] == counts[1] <= 10


def test_a_work_needs_few_statements_and_no_more_for_many_languages(app, client, statements):
    languages = ("ar", "en", "es", "fr", "ru", "zh")
    with transaction():
        few = materials.work("few", languages=("en",))
        many = materials.work("many", languages=languages)
        for language in languages:
            materials.held(many, language)
        materials.held(few, "en")
    counts = [
        statements(lambda key=key: client.get(f"/en/library/{key}")) for key in ("few", "many")
    ]
    assert counts[0] == counts[1] <= 10


def test_a_language_that_a_newer_edition_replaced_is_no_choice(app, client):
    with transaction():
        made = materials.work(languages=("en", "ru"))
        made.editions[0].translations[1].state = TranslationState.SUPERSEDED

    assert "0 works" in client.get("/en/library?lang=ru").text
    assert "Русский" not in client.get("/en/library").text.partition("<main")[2]
