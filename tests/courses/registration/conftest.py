"""What the tests of the form share."""

import pytest

from tests.factories import activities
from turin.db import transaction


@pytest.fixture
def activity(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        return activities.activity(code="A9001234")
