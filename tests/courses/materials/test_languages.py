"""The languages that a reader says she reads decide what she is offered first."""

import pytest

from tests.factories import materials
from turin.db import transaction
from turin.db.types import Text


@pytest.fixture
def handbook(app):
    with transaction():
        made = materials.work(languages=("en", "ru"), title=Text(en="Handbook", ru="Пособие"))
        materials.held(made, "en", b"english", "english.pdf")
        materials.held(made, "ru", b"russian", "russian.pdf")


def choose(client, *codes):
    page = client.get("/en/library/languages").page
    token = page.find(".//input[@name='csrf_token']").get("value")
    places = ("first", "second", "third", "fourth", "fifth")
    chosen = dict(zip(places, codes, strict=False))
    return client.post(
        "/en/library/languages",
        data={"csrf_token": token, **dict.fromkeys(places, ""), **chosen},
    )


def test_she_is_offered_texts_in_her_order_and_told_so(client, handbook):
    assert "english.pdf" in client.get("/en/library").text
    choose(client, "tg", "ru", "tg")
    page = client.get("/en/library").text

    assert "russian.pdf" in page
    assert "english.pdf" not in page
    assert (
        "Texts are offered in the first of these languages that there is: Tajik, Russian, English"
        in page
    )
    assert "Not in Tajik: offered in Russian." in page
    assert ">Handbook<" in page  # the words of the page stay in its language


def test_her_order_is_kept_for_a_year_where_no_other_site_sees_it(client, handbook):
    cookie = next(
        one for one in choose(client, "km", "lo").headers.getlist("Set-Cookie") if "km" in one
    )

    for told in ("languages=km.lo", "Max-Age=31536000", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert told in cookie


def test_the_form_shows_what_she_chose(client, handbook):
    choose(client, "hy", "ru")
    page = client.get("/en/library/languages").page

    chosen = [one.get("value") for one in page.iterfind(".//option[@selected]")]
    assert chosen[:2] == ["hy", "ru"]


def test_choosing_none_forgets_it(client, handbook):
    choose(client, "ru")
    choose(client)

    assert client.get_cookie("languages") is None
    assert "Texts are offered in English first." in client.get("/en/library").text


def test_nobody_else_gets_a_page_that_was_made_for_her(app, handbook):
    hers, another = app.test_client(), app.test_client()
    hers.set_cookie("languages", "ru")
    for _ in range(2):
        assert "english.pdf" in another.get("/en/library").text
        answer = hers.get("/en/library")
        assert "russian.pdf" in answer.text
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert another.get("/en/library").headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in another.get("/en/library").vary


@pytest.mark.parametrize("told", ["xx", "", "..", "<script>", "en" * 2000])
def test_a_cookie_that_names_no_language_says_nothing(client, handbook, told):
    client.set_cookie("languages", told)

    assert "english.pdf" in client.get("/en/library").text
