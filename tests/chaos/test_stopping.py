"""Ctrl-C while a worker draws certificates, on the whole site: what it has begun it ends."""

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import select

from courses.certificates import operations
from tests.architecture.conftest import ROOT
from tests.chaos.test_mail import PATIENCE, wait_until
from tests.factories import activities, certificates, people, schedule
from tests.network import kept_port
from turin import clock
from turin.db import db, transaction
from turin.jobs.models import Job, State
from turin.people.models import Role
from turin.supervisor.site import accounts

CERTIFICATES = 50


@pytest.fixture
def supervisor(app, database_url, tmp_path):
    """The supervisor of the whole site on our database, which is open; our nudges reach it."""
    accounts(tmp_path).write_text("nobody")
    said = tmp_path / "said"
    celery = app.extensions["celery"]
    with kept_port() as port, said.open("w") as out:
        env = {
            "TURIN_DEMO": "1",
            "TURIN_INSTANCE": str(tmp_path),
            "TURIN_DATABASE_URL": database_url,
            "PORT": str(port),
        }
        command = (sys.executable, "-m", "turin.supervisor")
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=out)
        try:
            wait_until(lambda: "Turin is open" in said.read_text())
            celery.conf.broker_url = f"redis+socket://{tmp_path}/broker.sock?virtual_host=0"
            yield process
        finally:
            celery.conf.broker_url = "memory://"
            process.terminate()
            process.wait(PATIENCE)


def issue_many() -> None:
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity([coordinator])
        session = schedule.session(activity)
        for _ in range(CERTIFICATES):
            certificates.participant(activity, [session])
        operations.issue(activity, address=certificates.ADDRESS, by=coordinator, at=clock.now())


def job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)  # as `make run` has it
def test_a_job_under_way_is_done_before_the_site_has_stopped(supervisor):
    issue_many()
    wait_until(lambda: job().done)
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(PATIENCE) == 0
    ended = job()
    assert (ended.state, ended.done, ended.begun) == (State.FINISHED, CERTIFICATES, 1)
