"""The headers of every route as it is served, scored as the HTTP Observatory does."""

from dataclasses import replace

import pytest
from alembic import command

from app import create_app
from tests import pages
from tests.access.calls import calls
from tests.access.world import build
from tests.conftest import settings
from tests.turin.web import observatory
from turin.db import db, transaction
from turin.db.commands import alembic_config
from turin.web import limits
from turin.web.headers import CONTENT_SECURITY_POLICY

SITE = "https://localhost"
ENOUGH = 125


class Browser(pages.Client):
    """A browser that comes over HTTPS; it reads no page as strictly as others do."""

    strict = False

    def open(self, *args, **kwargs):
        return super().open(*args, **{"base_url": SITE, **kwargs})


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The application as a real site has it, and the world of the access matrix in it."""
    folder = tmp_path_factory.mktemp("served")
    demonstration = settings(f"sqlite:///{folder / 'turin.db'}", folder)
    app = create_app(replace(demonstration, public_url=SITE, demo=False))
    app.test_client_class = Browser
    limits.limiter.init_app(app)
    with app.app_context():
        command.upgrade(alembic_config(), "head")
        with transaction():
            world = build()
        yield app, world
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def served(site):
    return site[0].test_client().get


def policy() -> dict[str, list[str]]:
    parts = (part.split() for part in CONTENT_SECURITY_POLICY.split(";"))
    return {name: values for name, *values in parts}


def test_nothing_is_allowed_that_is_not_ours():
    allowed = policy()
    assert allowed["default-src"] == ["'none'"]
    for values in allowed.values():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(values)
    assert allowed["frame-ancestors"] == allowed["base-uri"] == ["'none'"]
    assert allowed["form-action"] == ["'self'"]


@pytest.mark.parametrize("name", ["anonymous", "participant", "administrator"])
def test_the_observatory_gives_every_route_at_least_125(site, name):
    app, world = site
    browser = app.test_client()
    if world.actors[name]:
        browser.enter(world.actors[name])
    answers = {
        f"{method} {endpoint}": browser.open(path, method=method)
        for endpoint, method, path in calls(app, world)
    }
    assert {answer.status_code for answer in answers.values()} >= {200, 303}
    assert {
        call: (observatory.score(answer), observatory.results(answer))
        for call, answer in answers.items()
        if observatory.score(answer) < ENOUGH
    } == {}


@pytest.mark.parametrize("path", ["/en/nothing", "/static/0/base.css", "/en/me/profile"])
def test_it_gives_what_is_no_page_as_much(served, path):
    assert observatory.score(served(path)) >= ENOUGH


@pytest.mark.parametrize("name", ["Content-Security-Policy", "Strict-Transport-Security"])
def test_the_observatory_misses_what_is_missing(served, name):
    answer = served("/en/sign-in")
    assert observatory.score(answer) >= ENOUGH
    del answer.headers[name]
    assert observatory.score(answer) < ENOUGH


def test_every_answer_says_what_else_browsers_know(served):
    headers = served("/en/nothing").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"]


def test_the_cookie_is_bound_to_the_host(served):
    cookie = served("/en/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_without_the_demonstration_there_is_nothing_of_it(served):
    page = served("/en/sign-in").text
    assert "demonstration" not in page.lower()
    assert served("/staff/mailbox").status_code == 404
