"""The world with a canary in every field, and a browser of every actor."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from courses.certificates.drawing import Printed
from courses.certificates.drawing.page import draw
from courses.certificates.models import Certificate
from tests.access import canaries, rows
from tests.access.policy import ACTORS
from tests.access.world import build
from turin import clock, storage
from turin.db import db, transaction
from turin.web.limits import limiter


@pytest.fixture(scope="module")
def world(sqlite):
    """The world with a row in every table that tells of somebody, at one and the same moment."""
    engine, app = sqlite
    engine.renew()
    with app.app_context(), time_machine.travel(datetime.now(UTC), tick=False):
        with transaction():
            world = build()
            rows.add(world)
        yield world
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def planted(world):
    """The canaries; the certificate's file is drawn with its own."""
    with transaction():
        names = {person.id: name for name, person in world.actors.items() if person}
        planted = canaries.plant(names)
        for certificate in db.session.scalars(select(Certificate)):
            file = storage.store(draw(Printed.from_json(certificate.printed)))
            certificate.sha256 = file.sha256
    return planted


@pytest.fixture(scope="module")
def clients(sqlite, world, planted):
    """A browser of each actor, signed in; who is disabled was signed in before."""
    limiter.reset()
    clients = {name: sqlite[1].test_client() for name in ACTORS}
    for name, person in world.actors.items():
        clients[name].strict = False  # `looks` reads each page once
        if person:
            clients[name].enter(person)
    with transaction():
        world.actors["disabled"].disabled_at = clock.now()
    return clients
