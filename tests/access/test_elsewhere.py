"""What people type reaches no log, no broker, no counter, no address and no audit entry's facts."""

import logging

import pytest
from celery.signals import before_task_publish
from sqlalchemy import select

from courses.registration.models import Application
from tests.access.canaries import WORD
from tests.courses.registration.form import STEPS, at, link_of
from tests.factories import activities, people
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.people.models import FailedTry, Role
from turin.web.limits import limiter

NAME, MAILBOX, UNION, POSITION = "zqaaaaa", "zqbbbbb", "zqccccc", "zqddddd"
WORDS, NEEDS, PASSWORD, REASON = "zqfffff", "zqggggg", "zqhhhhh", "zqiiiii"
CODE = "zqjjjjj"
EMAIL = f"{MAILBOX}@union.example"
TYPED = {
    "you": {"name": NAME, "certificate_name": NAME, "email": EMAIL},
    "organization": {"organisation": UNION, "position": POSITION},
    "experience": {"experience": WORDS, "motivation": WORDS, "needs": NEEDS},
    "funding": {"funding": "donor", "sponsor": UNION},
}


@pytest.fixture
def published():
    """What goes to the broker."""
    sent = []

    def note(**message):
        sent.append(repr(message))

    before_task_publish.connect(note)
    yield sent
    before_task_publish.disconnect(note)


@pytest.fixture
def told(app, client, caplog, published):
    """Have people type their canaries wherever they can; return what the house then says where."""
    app.config["WTF_CSRF_ENABLED"] = False
    caplog.set_level(logging.DEBUG, logger="turin")
    addresses = []

    def send(path, **typed):
        addresses.append(client.post(path, data=typed).location or "")

    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity([coordinator], code="A9001234")
        course = activities.course().key
    for step, typed in STEPS.items():
        send(at(step), **typed | TYPED.get(step, {}))
    application = db.session.scalars(select(Application)).one()
    send(link_of(application))
    client.leave()
    send(f"/en/courses/{activity.key}/ask", name=NAME, email=EMAIL, words=WORDS)
    send(f"/en/course/{course}/tell-me", email=EMAIL)
    send("/en/sign-in", email=EMAIL)
    send("/en/sign-in", email=EMAIL, password=PASSWORD)
    client.enter(coordinator)
    send("/en/me/second-step/codes", code=CODE)
    send("/en/me/second-step/passkeys", name=NAME, answer=WORDS)
    decide = f"/staff/activities/{activity.key}/applicants/decline"
    send(decide, a=application.reference, reason=REASON)
    return {
        "log": caplog.text,
        "broker": "".join(published),
        "limiter": repr(vars(limiter.storage)),
        "tries": repr([(tried.kind, tried.key) for tried in db.session.scalars(select(FailedTry))]),
        "address": "".join(addresses),
        "audit": repr([entry.facts for entry in db.session.scalars(select(AuditEntry))]),
    }


def test_what_is_typed_stays_where_it_belongs(told):
    assert {where: set(WORD.findall(said.lower())) for where, said in told.items()} == {
        "log": set(),
        "broker": set(),
        "limiter": set(),
        "tries": set(),
        "address": set(),
        "audit": set(),
    }


def test_the_story_has_left_traces_to_look_at(told):
    """Otherwise the test above could not fail."""
    assert "drain" in told["broker"]
    assert "mail-link-mailbox" in told["limiter"]
    assert "'password'" in told["tries"]
    assert "'code'" in told["tries"]
    assert "/me/" in told["address"]
    assert "before" in told["audit"]
