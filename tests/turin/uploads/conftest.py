"""A coordinator who sends files, and her browser."""

import pytest

from tests.factories import people
from tests.turin.uploads.sender import Sender
from turin.db import transaction
from turin.people.models import Role


@pytest.fixture
def sara(app):
    with transaction():
        return people.person(Role.COORDINATOR)


@pytest.fixture
def sender(client, sara):
    client.enter(sara)
    return Sender(client)


@pytest.fixture
def other(app):
    """The browser of a trainer, who sends files too."""
    with transaction():
        person = people.person(Role.TRAINER)
    client = app.test_client()
    client.enter(person)
    return Sender(client)
