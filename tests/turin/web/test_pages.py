"""What every page gets: its language, its addresses, its forms, its errors."""

import logging
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from sqlalchemy import text

from tests.factories import people
from tests.forms import send, typed, words
from turin import clock
from turin.db import db, transaction
from turin.language.known import INTERFACE


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, "turin.web.error_pages")


def switches(response) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in response.page.findall("head/link")}


def test_the_same_page_is_there_in_every_language_with_its_filters(trial):
    found = switches(trial.get("/en/trial/page?q=a+b&theme=x&theme=y"))
    for code in INTERFACE:
        assert found[code].endswith(f"/{code}/trial/page?q=a+b&theme=x&theme=y")


@pytest.mark.parametrize(
    "query",
    [
        "_external=1&_scheme=javascript",
        "_anchor=x",
        "endpoint=x",
        "_method=POST",
        "language=fr",
        "self=1",
        "absolute=1",
    ],
)
def test_a_query_is_only_ever_a_query(trial, query):
    response = trial.get(f"/en/trial/page?{query}")
    assert response.status_code == 200
    address = response.page.find(".//a[@id='next']").get("href")
    assert address.startswith("/en/trial/page?")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_an_error_is_told_in_the_language_of_the_address(trial, language, direction):
    response = trial.get(f"/{language}/nothing/here")
    assert response.status_code == 404
    assert response.page.get("dir") == direction


@pytest.mark.parametrize(
    "path", ["/en/trial/page%00", "/en/library/%00", "/en/courses?q=%00", "/en/library?q=a%00b"]
)
def test_a_nul_in_the_address_finds_nothing(trial, path):
    assert trial.get(path).status_code in {400, 404}


def test_a_wrong_method_is_told_with_those_that_are_right(trial):
    response = trial.post("/en/trial/read")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_host_that_is_not_ours_is_refused_in_plain_words(trial):
    response = trial.get("/en/trial/page", base_url="http://evil.example")
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert "evil" not in response.text


def test_a_body_beyond_bounds_is_refused(trial):
    assert trial.post("/en/trial/say", data={"said": "x" * 1_100_000}).status_code == 413


def test_what_breaks_is_told_without_its_reason(trial):
    response = trial.get("/en/trial/broken?why=hunter2")
    assert response.status_code == 500
    assert "hunter2" not in response.text.replace("why=hunter2", "")


def test_the_log_of_a_breakdown_holds_no_key_and_nobody_s_data(client, monkeypatch, caplog):
    caplog.set_level(logging.WARNING, "turin.web.error_pages")
    monkeypatch.setattr("turin.people.links.usable", the_database_breaks)
    assert client.get("/en/sign-in/a-secret-token").status_code >= 500
    assert "GET /<language:language>/sign-in/<token> f" in caplog.text
    assert "a-secret-token" not in caplog.text
    assert "amina@union.example" not in caplog.text


def the_database_breaks(*_):
    db.session.execute(
        text("SELECT amiss FROM person WHERE email = :x"), {"x": "amina@union.example"}
    )


def test_the_page_of_a_breakdown_asks_nothing_of_the_database(trial, monkeypatch):
    with transaction():
        somebody = people.person()
    trial.enter(somebody)
    monkeypatch.setattr("turin.people.current.clock.now", lambda: 1 / 0)
    assert trial.get("/en/trial/page").status_code == 500


def test_a_busy_database_asks_to_come_back(trial):
    response = trial.get("/en/trial/busy")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


def test_a_route_that_declares_nothing_is_closed(trial):
    assert trial.get("/trial/undeclared").status_code == 404


def test_a_refusal_comes_back_on_the_same_form_with_what_was_typed(trial):
    response = send(trial, "/en/trial/say", said="full")
    assert response.status_code == 422
    assert "It is full." in words(response)
    assert typed(response)["said"] == "full"
    assert response.page.findtext("head/title").startswith("Error:")


def test_a_refusal_stands_at_the_field_where_it_is_repaired_and_leads_there(trial):
    response = send(trial, "/en/trial/say", said="HELLO")
    assert response.status_code == 422
    assert words(response).count("Say it in small letters.") == 2
    (link,) = (a for a in response.page.iter("a") if a.text == "Say it in small letters.")
    assert link.get("href") == "#said"


def test_a_form_without_its_token_comes_back_filled_and_works_when_sent_again(trial):
    response = trial.post("/en/trial/say", data={"said": "hello"})
    assert response.status_code == 422
    assert typed(response)["said"] == "hello"
    assert trial.post("/en/trial/say", data=typed(response)).status_code == 303


@pytest.mark.parametrize(
    "sent",
    [{"data": {"said": (BytesIO(b"hello"), "hello.txt")}}, {"json": {"said": 5}}, {"json": [5]}],
)
def test_what_is_sent_in_the_place_of_words_is_no_answer(trial, sent):
    assert trial.post("/en/trial/say", **sent).status_code == 422


def test_what_was_typed_is_tidied(trial):
    response = trial.post("/en/trial/say", data={"said": " a\tb\u202e\x00c\u200d\u062f "})
    assert typed(response)["said"] == "a bc\u200d\u062f"


def test_who_was_signed_out_meanwhile_can_send_it_again(trial):
    response = trial.post(
        "/en/trial/own?q=1", data={"said": "hello", "password": "hunter2", "csrf_token": "old"}
    )
    assert response.status_code == 401
    assert typed(response) == {"said": "hello"}
    assert response.page.find(".//form").get("action") == "/en/trial/own?q=1"
    with transaction():
        somebody = people.person()
    trial.enter(somebody)
    filled = trial.post("/en/trial/own?q=1", data=typed(response))
    assert (filled.status_code, typed(filled)["said"]) == (422, "hello")
    assert trial.post("/en/trial/own", data=typed(filled)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(trial, headers):
    assert trial.post("/en/trial/say", data={"said": "hello"}, headers=headers).status_code == 400


def test_what_our_own_page_sends_is_taken(trial):
    told = typed(trial.get("/en/trial/say")) | {"said": "x"}
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert trial.post("/en/trial/say", data=told, headers=headers).status_code == 303


def test_a_page_for_everybody_may_be_kept(trial):
    response = trial.get("/en/trial/page")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in response.headers["Vary"]
    assert "Set-Cookie" not in response.headers


def test_a_page_that_says_something_once_is_not_kept(trial):
    trial.get("/en/trial/flashed")
    said = trial.get("/en/trial/page")
    assert "Said once." in said.text
    assert said.headers["Cache-Control"] == "no-store"
    assert "Keep-On-Device" not in said.headers


@pytest.mark.parametrize("first", ["/en/trial/form", "/en/trial/page"])
def test_her_own_device_may_keep_a_page_when_she_has_seen_a_form_or_chosen_languages(trial, first):
    trial.get(first)
    if first == "/en/trial/page":
        trial.set_cookie("languages", "lo")
    response = trial.get("/en/trial/page")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Keep-On-Device"]
    assert "Cookie" in response.headers["Vary"]


def test_a_page_is_not_kept_while_she_is_signed_in_and_is_again_once_that_is_over(trial):
    with transaction():
        somebody = people.person()
    trial.enter(somebody)
    with time_machine.travel(clock.now()) as at:
        response = trial.get("/en/trial/page")
        assert response.headers["Cache-Control"] == "no-store"
        assert "Keep-On-Device" not in response.headers
        at.shift(timedelta(hours=2))
        trial.get("/en/trial/page")
        assert trial.get("/en/trial/page").headers["Keep-On-Device"]


def test_a_page_with_a_token_is_not_kept(trial):
    for _first_and_later in range(2):
        response = trial.get("/en/trial/form")
        assert response.headers["Cache-Control"] == "no-store"
        assert "Keep-On-Device" not in response.headers


def test_too_many_tries_are_told_when_to_come_back_and_lose_nothing(trial):
    for _ in range(60):
        assert trial.post("/ar/trial/limited", data={"said": "hello"}).status_code == 422
    response = trial.post("/ar/trial/limited", data={"said": "hello", "password": "hunter2"})
    assert response.status_code == 429
    assert response.page.get("dir") == "rtl"
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert typed(response) == {"said": "hello"}
    assert trial.get("/ar/trial/limited").status_code == 200


@pytest.mark.parametrize("length", [200, 300, 5000])
def test_a_name_too_long_for_any_file_finds_nothing(trial, length):
    assert trial.get(f"/static/0/{'a' * length}").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"said": (BytesIO(b"words"), "words.txt")}},
        {"json": {"said": 1}},
        {"json": [1]},
        {"data": "{", "content_type": "application/json"},
    ],
    ids=["a file", "a number", "a list", "half of it"],
)
def test_what_is_no_text_is_not_taken_for_what_was_typed(trial, sent):
    assert trial.post("/en/trial/say", **sent).status_code == 422
