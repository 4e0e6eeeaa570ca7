"""What a process keeps of pages: for seconds, within its room, and nothing that has changed."""

import pytest
from flask.testing import FlaskClient

from turin.web import kept
from turin.web.kept import BESIDES, LASTS, Kept, Pages

BODY = b"x" * 100
ONE = len(BODY) + BESIDES


@pytest.fixture
def pages():
    return Pages(room=2 * ONE)


def put(pages, address, made=0.0, body=BODY):
    pages.keep((address, "br"), Kept(body, [], made), pages.changes)


def found(pages, now=1.0):
    return [name for name in "abc" if pages.find((name, "br"), now)]


def test_a_page_lasts_a_few_seconds_and_is_not_from_the_future(pages):
    put(pages, "a", made=100)
    assert found(pages, 100) == found(pages, 99 + LASTS) == ["a"]
    assert found(pages, 100 + LASTS) == found(pages, 99) == []


def test_a_page_is_found_only_as_it_was_packed(pages):
    put(pages, "a")
    assert pages.find(("a", ""), 1) is None


def test_the_oldest_makes_room(pages):
    for address in "abc":
        put(pages, address)
    assert found(pages) == ["b", "c"]


def test_a_page_made_again_takes_its_own_room(pages):
    for address in "abbb":
        put(pages, address)
    assert found(pages) == ["a", "b"]


def test_what_is_larger_than_the_room_is_not_kept_and_drives_nothing_out(pages):
    put(pages, "a")
    put(pages, "b", body=b"x" * 3 * ONE)
    assert found(pages) == ["a"]


def test_after_a_change_nothing_is_left_and_the_room_is_free(pages):
    for address in "ab":
        put(pages, address)
    pages.drop()
    assert found(pages) == []
    for address in "ab":
        put(pages, address)
    assert found(pages) == ["a", "b"]


def test_a_page_that_was_begun_before_a_change_is_not_kept(pages):
    before = pages.changes
    pages.drop()
    pages.keep(("a", "br"), Kept(BODY, [], 0), before)
    assert found(pages) == []


def kept_now(client):
    return client.application.extensions["kept_pages"]._pages


@pytest.fixture(autouse=True)
def _nothing_kept(request):
    if "trial_app" in request.fixturenames:
        request.getfixturevalue("trial_app").extensions["kept_pages"].drop()


def test_a_public_page_is_kept_with_its_headers(trial):
    first = trial.get("/en/trial/page")
    assert len(kept_now(trial)) == 1
    again = trial.get("/en/trial/page")
    assert again.data == first.data
    numbers = [answer.headers.pop("X-Request-ID") for answer in (first, again)]
    assert numbers[0] != numbers[1]
    assert list(again.headers) == list(first.headers)


def test_each_language_query_and_coding_has_its_own(trial, trial_app):
    plain = FlaskClient(trial_app)  # ours reads only what is not packed
    for path in ("/en/trial/page", "/ar/trial/page", "/en/trial/page?page=2"):
        for codings in ("", "gzip", "br, gzip"):
            plain.get(path, headers={"Accept-Encoding": codings})
    assert len(kept_now(trial)) == 9
    assert trial.get("/ar/trial/page").page.get("lang") == "ar"
    assert trial.get("/en/trial/page").page.get("lang") == "en"
    packed = plain.get("/en/trial/page", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "path", ["/en/trial/form", "/en/trial/nothing", "/sign-in", "/v", "/v/7K2MQ9XWB4TR5HJN8C3V"]
)
def test_what_is_for_one_browser_or_no_page_is_not_kept(trial, path):
    trial.get(path)
    assert kept_now(trial) == {}


def test_a_browser_with_a_session_is_given_no_kept_page_and_leaves_none(trial):
    trial.get("/en/trial/page")
    with trial.session_transaction() as session:
        session["_flashes"] = [("message", "Said once.")]
    assert "Said once." in trial.get("/en/trial/page").text
    assert len(kept_now(trial)) == 1
    trial.delete_cookie("session")
    assert "Said once." not in trial.get("/en/trial/page").text


def test_a_form_that_is_sent_or_a_head_alone_is_not_answered_from_what_is_kept(trial):
    trial.get("/en/trial/page")
    kept_now(trial).clear()
    trial.post("/en/trial/page")
    trial.head("/en/trial/page")
    assert kept_now(trial) == {}


def test_what_depends_on_more_than_the_address_is_not_kept(trial_app):
    with trial_app.test_request_context("/en/trial/page"):
        response = trial_app.response_class("words")
        response.vary.add("Accept-Encoding")
        assert kept._may_be_kept(response)
        response.vary.add("Accept-Language")
        assert not kept._may_be_kept(response)
        response = trial_app.response_class("words")
        response.set_cookie("language", "ar")
        assert not kept._may_be_kept(response)
