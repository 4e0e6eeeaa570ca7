"""Letters, relays and later times to test with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.letters import KIND, declare, loader
from turin import clock, mail
from turin.db import transaction
from turin.mail import letters


@pytest.fixture
def written(app, monkeypatch):
    """What the letters of the kind say, by the subject's number; a test may change it."""
    monkeypatch.setattr(app.jinja_env, "loader", loader(app))
    monkeypatch.setattr(letters, "_writers", {})
    words = {}
    declare(words)
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
