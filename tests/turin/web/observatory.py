"""What the HTTP Observatory would say of an answer that was served over HTTPS.

Results and modifiers are those of mdn/mdn-http-observatory, src/grader/charts.js at 01b4711. Left
out are those that no answer decides: the redirect from http, and the list of preloaded sites.
"""

import re
from collections.abc import Callable

from werkzeug.test import TestResponse

MODIFIERS = {
    "csp-no-unsafe-default-src-none": 10,
    "csp-no-unsafe": 5,
    "csp-unsafe-inline-in-style-src-only": 0,
    "csp-insecure-scheme-in-passive-content-only": -10,
    "csp-unsafe-eval": -10,
    "csp-unsafe-inline": -20,
    "csp-insecure-scheme": -20,
    "csp-not-implemented": -25,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-not-found": 0,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "hsts-max-age-at-least-six-months": 0,
    "hsts-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "sri-all-scripts-loaded-securely": 5,
    "sri-not-needed": 0,
    "sri-not-implemented-but-scripts-from-secure-origin": 0,
    "sri-not-implemented-and-external-scripts": -50,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "corp-same-origin-or-site": 10,
    "corp-cross-origin": 0,
    "corp-not-implemented": 0,
}
ENOUGH_FOR_BONUSES = 90
SIX_MONTHS = 15_768_000  # seconds
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"'unsafe-inline'", "data:", "https:", "*"}
SCRIPT = re.compile(r"<script[^>]*>")


def score(response: TestResponse) -> int:
    """Return the points: bonuses count from 90 points on."""
    points = [MODIFIERS[judge(response)] for judge in JUDGES]
    first = 100 + sum(point for point in points if point < 0)
    return first + (sum(point for point in points if point > 0) if _good(first) else 0)


def results(response: TestResponse) -> list[str]:
    """Return the name of each result."""
    return [judge(response) for judge in JUDGES]


def _good(points: int) -> bool:
    return points >= ENOUGH_FOR_BONUSES


def _policy(response: TestResponse) -> dict[str, set[str]]:
    parts = response.headers.get("Content-Security-Policy", "").split(";")
    return {name: set(values) for name, *values in (part.split() for part in parts if part.strip())}


def _csp(response: TestResponse) -> str:
    policy = _policy(response)
    if not policy:
        return "csp-not-implemented"
    rest = policy.get("default-src", {"*"})
    active = policy.get("script-src", rest) | policy.get("object-src", rest)
    style = policy.get("style-src", rest)
    passive = policy.get("img-src", rest) | policy.get("media-src", rest)
    closed = rest == {"'none'"} and policy.get("form-action") in ({"'none'"}, {"'self'"})
    rows = [
        ("csp-insecure-scheme", "http:" in active | style),
        ("csp-unsafe-inline", BROAD & active),
        ("csp-unsafe-eval", "'unsafe-eval'" in active | style),
        ("csp-insecure-scheme-in-passive-content-only", "http:" in passive),
        ("csp-unsafe-inline-in-style-src-only", BROAD & style),
        ("csp-no-unsafe-default-src-none", closed),
        ("csp-no-unsafe", True),
    ]
    return next(name for name, holds in rows if holds)


def _cookies(response: TestResponse) -> str:
    cookies = [cookie.lower() for cookie in response.headers.getlist("Set-Cookie")]
    if not cookies:
        return "cookies-not-found"
    if not all("; secure" in cookie for cookie in cookies):
        return "cookies-session-without-secure-flag"
    if not all("; httponly" in cookie for cookie in cookies):
        return "cookies-session-without-httponly-flag"
    if all(re.search("; samesite=(lax|strict)", cookie) for cookie in cookies):
        return "cookies-secure-with-httponly-sessions-and-samesite"
    return "cookies-secure-with-httponly-sessions"


def _cors(response: TestResponse) -> str:
    shared = "Access-Control-Allow-Origin" in response.headers
    return "cross-origin-resource-sharing-" + (
        "implemented-with-universal-access" if shared else "not-implemented"
    )


def _referrer(response: TestResponse) -> str:
    said = response.headers.get("Referrer-Policy")
    if said is None:
        return "referrer-policy-not-implemented"
    return "referrer-policy-private" if said in PRIVATE else "referrer-policy-unsafe"


def _hsts(response: TestResponse) -> str:
    said = re.match(r"max-age=(\d+)", response.headers.get("Strict-Transport-Security", ""))
    if said is None:
        return "hsts-not-implemented"
    long = int(said[1]) >= SIX_MONTHS
    return "hsts-max-age-" + ("at-least-six-months" if long else "less-than-six-months")


def _scripts(response: TestResponse) -> str:
    html = response.mimetype == "text/html"
    scripts = SCRIPT.findall(response.get_data(as_text=True)) if html else []
    if not scripts:
        return "sri-not-needed"
    if not all(re.search(r'src="/[^/]', script) for script in scripts):
        return "sri-not-implemented-and-external-scripts"
    if all("integrity=" in script for script in scripts):
        return "sri-all-scripts-loaded-securely"
    return "sri-not-implemented-but-scripts-from-secure-origin"


def _sniffing(response: TestResponse) -> str:
    said = response.headers.get("X-Content-Type-Options") == "nosniff"
    return "x-content-type-options-" + ("nosniff" if said else "not-implemented")


def _framing(response: TestResponse) -> str:
    if _policy(response).get("frame-ancestors") in ({"'none'"}, {"'self'"}):
        return "x-frame-options-implemented-via-csp"
    said = response.headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"}
    return "x-frame-options-" + ("sameorigin-or-deny" if said else "not-implemented")


def _corp(response: TestResponse) -> str:
    said = response.headers.get("Cross-Origin-Resource-Policy")
    if said is None:
        return "corp-not-implemented"
    return "corp-cross-origin" if said == "cross-origin" else "corp-same-origin-or-site"


JUDGES: tuple[Callable[[TestResponse], str], ...] = (
    _csp,
    _cookies,
    _cors,
    _referrer,
    _hsts,
    _scripts,
    _sniffing,
    _framing,
    _corp,
)
