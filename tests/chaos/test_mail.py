"""Mail while things die: the worker is killed in the middle of the letters, the broker is gone."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import select

from tests.architecture.conftest import ROOT
from tests.factories import people
from tests.letters import KIND
from tests.sink import Sink
from turin import clock, mail
from turin.db import db, transaction
from turin.mail.models import Outgoing, State
from turin.people import links
from turin.supervisor.site import broker

LETTERS = 60
PATIENCE = 90  # seconds that a busy machine may take
AT_ONCE = 5  # seconds; left to itself the queue would wait for its broker for six


def wait_until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@contextmanager
def running(*command, **env):
    """A process of our own, in a group of its own, which is killed in the end."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_worker_killed_in_the_middle_of_the_letters_loses_none(app, database_url):
    with transaction():
        for number in range(LETTERS):
            stranger = mail.Stranger("Amina", f"amina{number}@example.org", "en")
            mail.post(
                KIND, subject=("tests", number), person=stranger, occurrence="1", at=clock.now()
            )
    third, killed = Event(), Event()

    def until_it_is_killed(_address, phase) -> None:
        if phase == "dot" and len(sink.accepted) == LETTERS // 3 and not third.is_set():
            third.set()
            killed.wait(PATIENCE)

    with Sink(until_it_is_killed) as sink:
        sender = (sys.executable, "-m", "tests.chaos.sender", database_url, str(sink.settings.port))
        with running(*sender) as process:
            assert third.wait(PATIENCE)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed.set()
        assert len(set(sink.accepted)) < LETTERS
        with running(*sender) as process:
            assert process.wait(PATIENCE) == 0
    rows = db.session.scalars(select(Outgoing)).all()
    assert {row.state for row in rows} == {State.SENT}
    assert set(sink.accepted) == {row.message_id for row in rows}
    assert len(sink.accepted) - LETTERS <= 1  # at most what the kill left between dot and commit


@pytest.fixture
def broker_away(app, tmp_path):
    """The application with a broker that is not there yet; gives the broker's command."""
    child = broker(tmp_path)
    url = f"redis+socket://{child.address}?virtual_host=0"
    celery = app.extensions["celery"]
    celery.conf.broker_url = url
    yield child.command, url
    celery.conf.broker_url = "memory://"


def test_mail_posted_without_a_broker_leaves_once_it_is_back(
    app, database_url, broker_away, tmp_path
):
    command, url = broker_away
    started = time.monotonic()
    with transaction():
        amina = people.person(email="amina@example.org", language="ar")
        link = links.make(links.SIGN_IN, amina.email, clock.now(), leads_to="")
        mail.post(
            "people.sign_in",
            subject=("mail_link", link.id),
            person=amina,
            occurrence="once",
            at=clock.now(),
        )
    assert time.monotonic() - started < AT_ONCE
    worker = (sys.executable, "-m", "celery", "-A", "app", "worker", "-c", "1", "--without-mingle")
    env = {
        "TURIN_DEMO": "1",
        "TURIN_INSTANCE": str(tmp_path),
        "TURIN_DATABASE_URL": database_url,
        "REDIS_URL": url,
    }

    def sent() -> bool:
        db.session.rollback()
        return db.session.scalars(select(Outgoing.state)).one() is State.SENT

    with running(*command), running(*worker, **env):
        wait_until(lambda: _tick(app))
        wait_until(sent)


def _tick(app) -> bool:
    """Tick as beat does; return whether the broker took it."""
    try:
        app.extensions["celery"].send_task("beat.run", ("mail.sweep",), retry=False)
    except OSError:
        return False
    return True
