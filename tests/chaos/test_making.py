"""A worker is killed in the middle of many certificates: none is lost, none is made twice."""

import os
import signal
import sys

from sqlalchemy import select

from courses.certificates.models import Certificate
from courses.certificates.models import State as Made
from tests.chaos.test_mail import running, wait_until
from tests.chaos.test_stopping import issue_many, job
from turin import storage
from turin.db import db, transaction
from turin.jobs import runner
from turin.jobs.models import State
from turin.jobs.queries import SILENT
from turin.mail.models import Intent


def test_a_worker_killed_in_the_middle_of_the_certificates_loses_none(app, database_url):
    issue_many()
    instance = str(app.extensions["settings"].instance)
    with running(sys.executable, "-m", "tests.chaos.maker", database_url, instance) as process:
        wait_until(lambda: job().done)
        os.killpg(process.pid, signal.SIGKILL)
    left = job()
    assert left.state == State.RUNNING
    assert left.done < left.total

    with transaction():
        job().seen_at -= SILENT
    runner.run()

    ended = job()
    assert (ended.state, ended.done, ended.begun) == (State.FINISHED, ended.total, 2)
    made = db.session.scalars(select(Certificate)).all()
    assert {one.state for one in made} == {Made.VALID}
    assert all(storage.path(one.sha256).is_file() for one in made)
    told = db.session.scalars(select(Intent.subject_id)).all()
    assert sorted(told) == sorted(one.id for one in made)
