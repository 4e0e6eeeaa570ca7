"""The reader's language: from the address, or else from what her browser asks for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import current_app, g, has_request_context, request
from flask_babel import force_locale
from werkzeug.wrappers import Response

from turin.db.types import Said, Text
from turin.language.known import DEFAULT, DOCUMENTS, INTERFACE, Language, chain

COOKIE = "languages"  # holds their codes, best first, with a point between
LASTS = 365 * 24 * 60 * 60  # seconds that the browser keeps it
MOST = 5  # languages that somebody says she reads


def current() -> Language:
    """Return the interface language of this request; English outside one."""
    if has_request_context():
        found: Language = g.get("language", DEFAULT)
        return found
    return DEFAULT


def asked_for() -> Language:
    """Return what a reader wants where the address has no language.

    It is what the switch of such a page has written into it, ``?language=``, or else what her
    browser asks for.
    """
    wanted = request.args.get("language", "")
    if wanted not in INTERFACE:
        wanted = request.accept_languages.best_match(list(INTERFACE)) or DEFAULT.code
    return INTERFACE[wanted]


@contextmanager
def reading(language: Language) -> Iterator[None]:
    """Say things in ``language`` for a while: on a paper that she takes in another than hers."""
    hers = current()
    g.language = language
    try:
        with force_locale(language.locale):
            yield
    finally:
        g.language = hers


def chosen() -> tuple[str, ...]:
    """Return the languages that she said she reads, best first; none if she said nothing."""
    if not has_request_context():
        return ()
    told = request.cookies.get(COOKIE, "").split(".")
    return tuple(dict.fromkeys(code for code in told if code in DOCUMENTS))[:MOST]


def choose(response: Response, codes: Sequence[str]) -> None:
    """Have her browser keep the languages that she reads, best first, or forget them if none."""
    options = {
        "path": current_app.session_interface.get_cookie_path(current_app),
        "secure": current_app.config["SESSION_COOKIE_SECURE"],
        "httponly": True,
        "samesite": "Lax",
    }
    if codes:
        response.set_cookie(COOKIE, ".".join(codes), max_age=LASTS, **options)
    else:
        response.delete_cookie(COOKIE, **options)


def chain_of_reader() -> tuple[str, ...]:
    """Return the languages in which to offer her texts, best first.

    Those that she chose and then the page's, which she reads too; else what goes with the page's.
    """
    hers = chosen()
    return tuple(dict.fromkeys((*hers, current().code))) if hers else chain(current().code)


def said(text: Text) -> Said:
    """Return a text in many languages in the best for this page, and which that is.

    Words of a page are in its language as far as they can be, whatever she reads besides.
    """
    return text.said(chain(current().code))
