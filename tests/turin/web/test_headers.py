"""The headers, scored as the HTTP Observatory does (mozilla/http-observatory, its own table)."""

from dataclasses import replace

import pytest

from app import create_app
from tests.conftest import settings
from turin.web.headers import CONTENT_SECURITY_POLICY

EVERYWHERE = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A client of the site as it is served over HTTPS."""
    folder = tmp_path_factory.mktemp("served")
    demonstration = settings(f"sqlite:///{folder / 'turin.db'}", folder)
    app = create_app(replace(demonstration, public_url="https://localhost", demo=False))
    return lambda path: app.test_client().get(path, base_url="https://localhost")


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


def test_the_observatory_gives_at_least_125(served):
    headers = served("/en/nothing").headers
    assert int(headers["Strict-Transport-Security"].split(";")[0].partition("=")[2]) >= 15_768_000
    assert headers["X-Content-Type-Options"] == "nosniff"
    bonus = {
        "csp-implemented-with-no-unsafe-default-src-none": (
            10,
            policy()["default-src"] == ["'none'"],
        ),
        "x-frame-options-implemented-via-csp": (5, "frame-ancestors" in policy()),
        "referrer-policy-private": (5, headers["Referrer-Policy"] == "same-origin"),
        "cookies-secure-with-httponly-sessions-and-samesite": (5, cookie_is_safe(served)),
        "sri-not-implemented-but-all-scripts-from-secure-origin": (0, True),
    }
    assert 100 + sum(points for points, earned in bonus.values() if earned) >= 125


def cookie_is_safe(served) -> bool:
    cookie = served("/en/sign-in").headers["Set-Cookie"]
    return all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax"))


def test_the_cookie_is_bound_to_the_host(served):
    cookie = served("/en/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "path", ["/en/sign-in", "/en/nothing", "/static/0/base.css", "/en/me/profile"]
)
def test_every_answer_has_them(served, path):
    assert set(EVERYWHERE) <= set(served(path).headers.keys())


def test_without_the_demonstration_there_is_nothing_of_it(served):
    page = served("/en/sign-in").text
    assert "demonstration" not in page.lower()
    assert served("/staff/mailbox").status_code == 404
