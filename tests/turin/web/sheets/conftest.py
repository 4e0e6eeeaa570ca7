"""Sheets are read the same whatever the database is."""

import pytest


@pytest.fixture
def app(sqlite):
    """The application inside its context, for the words of the languages; no row is asked for."""
    _, app = sqlite
    with app.app_context():
        yield app
