"""Two coordinators press the button for the same certificates; two workers make them."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import func, select

from courses.activities.models import Activity
from courses.certificates import making, operations, rules
from courses.certificates.models import Certificate, State
from tests.factories import activities, certificates, people, schedule
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.jobs.models import Job
from turin.mail.models import Intent
from turin.people.models import Person, Role

THREADS = 4
CERTIFICATES = 5


@pytest.fixture
def ids(app):
    """An activity in which some have earned a certificate, and who runs it."""
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity([coordinator])
        session = schedule.session(activity)
        for number in range(CERTIFICATES):
            certificates.participant(activity, [session], email=f"amina.{number}@union.example")
        return activity.id, coordinator.id


def issue(ids):
    activity, by = db.session.get(Activity, ids[0]), db.session.get(Person, ids[1])
    return operations.issue(activity, address=certificates.ADDRESS, by=by, at=clock.now())


def test_a_double_press_issues_each_certificate_once(app, ids):
    together = Barrier(THREADS)

    def press(_):
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    return issue(ids)
            except rules.NothingToIssue:
                return "nothing"
            finally:
                db.session.remove()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(press, range(THREADS)))
    assert sorted(answers, key=str) == [CERTIFICATES, "nothing", "nothing", "nothing"]
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == CERTIFICATES


def test_two_workers_with_one_job_make_each_certificate_once(app, ids, monkeypatch):
    with transaction():
        issue(ids)
        job_id = db.session.scalars(select(Job.id)).one()
    drawn = Barrier(2)
    store = making.storage.store_all

    def store_together(contents):
        stored = store(contents)
        drawn.wait(60)
        return stored

    monkeypatch.setattr(making.storage, "store_all", store_together)

    def make(job_id):
        making.make(db.session.get_one(Job, job_id))

    ended = at_once(app, *[partial(make, job_id)] * 2)

    db.session.rollback()
    assert ended == {"done": 2}
    assert set(db.session.scalars(select(Certificate.state))) == {State.VALID}
    assert db.session.get_one(Job, job_id).done == CERTIFICATES
    assert db.session.scalar(select(func.count()).select_from(Intent)) == CERTIFICATES
