"""Who keeps the library, and how she fills in its forms."""

from io import BytesIO

import pytest

from tests.factories import materials, people
from tests.fuzz.forms import forms_of
from turin.db import transaction
from turin.people.models import Role

SEVERAL = {"publishers", "partners"}  # of the other lists, a browser sends the first choice


@pytest.fixture
def coordinator(client):
    with transaction():
        made = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(made)
    return made


@pytest.fixture
def handbook(coordinator):
    """A work in English, held, from which an Arabic and a Russian translation were made."""
    with transaction():
        made = materials.work(languages=("ar", "en", "ru"))
        materials.held(made, "en", b"%PDF-1.7 english")
        ar, en, ru = made.editions[0].translations
        ar.derived_from, ar.derived_version = en, 1
        ru.derived_from, ru.derived_version = ar, 1
    return made


@pytest.fixture
def fill(client):
    """Open a page and send its form with other answers, as a browser does."""

    def fill(path, **answers):
        sent = {}
        form = next(one for one in forms_of(client.get(path).text) if one.method == "post")
        for name, field in form.fields.items():
            if field.kind not in {"submit", "file"}:
                alone = field.kind == "select" and name not in SEVERAL
                sent[name] = field.values or (field.options[:1] if alone else [])
        files = {
            name: [(BytesIO(content), called) for called, content in value]
            for name, value in answers.items()
            if isinstance(value, list) and value and isinstance(value[0], tuple)
        }
        return client.post(form.action, data={**sent, **answers, **files})

    return fill
