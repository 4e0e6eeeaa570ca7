"""With the broker gone an application is taken all the same, and at once."""

import subprocess
import sys
from pathlib import Path

from courses.registration.models import Application, State
from tests.factories import activities
from turin.db import db, transaction
from turin.mail.models import Outgoing
from turin.mail.models import State as Mail

ROOT = Path(__file__).parents[2]
AT_ONCE = 5  # seconds; left to itself the queue would wait for its broker for six


def test_it_is_taken_at_once_and_its_letter_waits(app, database_url, tmp_path):
    with transaction():
        activities.activity(code="A9001234")

    applicant = subprocess.run(
        [sys.executable, "-m", "tests.chaos.applicant", database_url, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert applicant.returncode == 0, applicant.stderr
    assert float(applicant.stdout) < AT_ONCE
    assert db.session.query(Application).one().state == State.SUBMITTED
    assert db.session.query(Outgoing).one().state == Mail.QUEUED
