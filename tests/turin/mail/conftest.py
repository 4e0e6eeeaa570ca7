"""Letters to test with: a kind with its templates, and people to write to."""

from dataclasses import replace
from datetime import timedelta

import jinja2
import pytest

from turin import clock, mail
from turin.db import transaction
from turin.mail import letters

TEMPLATES = {
    "mail/tests/letter.txt": (
        '{% extends "mail/layout.txt" %}\n{% block body %}\n{{ words }}\n{% endblock body %}\n'
    ),
    "mail/tests/letter.html": (
        '{% extends "mail/layout.html" %}{% block body %}<p>{{ words }}</p>{% endblock body %}'
    ),
}
KIND = "tests.letter"


@pytest.fixture
def written(app, monkeypatch):
    """What the letters of the kind say, by the subject's number; a test may change it."""
    words = {}
    extended = jinja2.ChoiceLoader([app.jinja_env.loader, jinja2.DictLoader(TEMPLATES)])
    monkeypatch.setattr(app.jinja_env, "loader", extended)
    monkeypatch.setattr(letters, "_writers", {})

    @mail.writes(KIND)
    def letter(intent) -> mail.Letter:
        found = words.get(intent.subject_id, "A seat is yours.")
        if isinstance(found, Exception):
            raise found
        return mail.Letter("Seat", f"T-{intent.subject_id}", {"words": found})

    return words


@pytest.fixture
def post(written):
    """Post one letter and return nothing."""

    def post(number=1, to="amina@example.org", name="Amina Saleh", language="en", **over):
        with transaction():
            mail.post(
                KIND,
                **{
                    "subject": ("tests", number),
                    "person": mail.Stranger(name, to, language),
                    "occurrence": "1",
                    "at": clock.now(),
                    **over,
                },
            )

    return post


@pytest.fixture
def relay(app, monkeypatch):
    """Have mail go to a server instead of the demonstration's mailbox."""

    def relay(smtp) -> None:
        settings = replace(app.extensions["settings"], smtp=smtp)
        monkeypatch.setitem(app.extensions, "settings", settings)

    return relay


@pytest.fixture
def later(monkeypatch):
    """Move the clock on."""
    moved = [timedelta(0)]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + moved[0])

    def later(**by) -> None:
        moved[0] += timedelta(**by)

    return later
