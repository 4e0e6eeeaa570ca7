"""The reader's language: from the address, or else from what her browser asks for."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, has_request_context, request
from flask_babel import force_locale

from turin.db.types import Said, Text
from turin.language.known import DEFAULT, INTERFACE, Language, chain


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


def chain_of_reader() -> tuple[str, ...]:
    """Return the languages to try for her, best first."""
    return chain(current().code)


def said(text: Text) -> Said:
    """Return a text in many languages in the best that she reads, and which that is."""
    return text.said(chain_of_reader())
