"""A handbook that a year's participants are handed, and who sends back its translations."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from courses.materials.models import CourseMaterial
from courses.registration.models import State
from tests.factories import activities, materials, people, registration, uploads
from tests.fuzz.forms import forms_of
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.people.models import Role
from turin.uploads.models import Upload


@pytest.fixture
def coordinator(client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def handbook(coordinator):
    """In English and Arabic, made from it; six people are handed it, whose first reads Khmer."""
    with transaction():
        made = materials.work(languages=("ar", "en"))
        materials.held(made, "en", b"%PDF-1.7 english").pages = 120
        materials.held(made, "ar", b"%PDF-1.7 arabic")
        ar, en = made.editions[0].translations
        ar.derived_from, ar.derived_version = en, 1
        course = activities.course()
        db.session.add(CourseMaterial(course_id=course.id, work_id=made.id))
        run = activities.activity(course=course, starts=PartialDate("2031-03-04"), ends=None)
        person = people.person(language="fr")
        for languages in (["ar", "km"], ["ar"], ["ar"]):
            registration.application(
                run, state=State.CONFIRMED, languages=languages, course_language="en"
            )
        for state in (State.OFFERED, State.SUBMITTED):
            registration.application(
                run,
                person if state == State.OFFERED else people.person(),
                state=state,
                languages=["lo"] if state == State.SUBMITTED else ["fr"],
                course_language="fr",
            )
    return made


@pytest.fixture
def send(client, coordinator):
    """Let files have come in, by name and content; return where what becomes of them is shown."""

    def send(*files):
        with transaction():
            for name, content in files:
                form = name.rpartition(".")[2]
                uploads.upload(coordinator, name=name, content=content, format=form)
        page = client.get("/staff/library/translations/send").text
        (form,) = [one for one in forms_of(page) if one.action.endswith("/take")]
        newest_first = form.fields["f"].values
        return f"{form.action}?{urlencode({'f': newest_first[::-1]}, doseq=True)}"

    return send


@pytest.fixture
def press(client):
    """Press the button of a dry run, or its other one, with some of its answers changed."""

    def press(shown, button="", **changed):
        page = client.get(shown) if isinstance(shown, str) else shown
        (form,) = [one for one in forms_of(page.text) if one.method == "post"]
        sent = {name: field.values for name, field in form.fields.items() if name != "show"}
        assert sent.keys() >= changed.keys()
        return client.post(form.action, data=sent | changed | ({button: "1"} if button else {}))

    return press


@pytest.fixture
def token(handbook):
    """Return the number under which a file was sent, as the names of its fields end."""
    return lambda name: str(db.session.scalars(select(Upload.id).where(Upload.name == name)).one())
