"""Who imports, and how she does it."""

from io import BytesIO

import pytest

from tests.factories import activities, people
from tests.forms import typed
from turin.db import transaction
from turin.db.types import PartialDate
from turin.people.models import Role


@pytest.fixture
def sara(client):
    with transaction():
        person = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(person)
    return person


@pytest.fixture
def activity(sara):
    with transaction():
        return activities.activity(
            [sara],
            key="A1",
            starts=PartialDate("2030-03-04"),
            ends=PartialDate("2030-03-08"),
            country="IT",
            modules=[activities.module()],
        )


@pytest.fixture
def upload(client):
    """Send a sheet, as a file or pasted, and return what the dry run shows; or the form again."""

    def upload(path, content, name="sheet.xlsx"):
        token = typed(client.get(path))["csrf_token"]
        data = {"csrf_token": token}
        if isinstance(content, bytes):
            data["file"] = (BytesIO(content), name)
        else:
            data["pasted"] = content
        answer = client.post(path, data=data, content_type="multipart/form-data")
        return client.get(answer.location) if answer.status_code == 303 else answer

    return upload


@pytest.fixture
def press(client):
    """Press the button of the dry run that a page shows."""

    def press(page):
        return client.post(page.request.path, data={"csrf_token": typed(page)["csrf_token"]})

    return press
