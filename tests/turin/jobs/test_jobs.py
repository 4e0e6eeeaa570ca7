"""Long work: each row once, errors by row, taken up again when its worker is gone."""

from datetime import timedelta

import pytest
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from tests.factories.people import person
from turin import clock, jobs
from turin.db import db, transaction
from turin.jobs import operations, runner, work
from turin.jobs.models import Job, State
from turin.people.models import Role

KIND = "tests.count"
ROWS = ("one", "two", "three")


@pytest.fixture
def rows(app, monkeypatch):
    """What the job does to each row: nothing, or the exception that it meets."""
    monkeypatch.setattr(work, "_kinds", {})
    faults = {}

    @jobs.does(KIND, _l("Finished."))
    def count(job: Job) -> None:
        for name in ROWS[job.done :]:
            if isinstance(faults.get(name), BaseException):
                raise faults.pop(name)
            with transaction():
                if reason := faults.get(name):
                    jobs.fail(job.id, name, reason, at=clock.now())
                else:
                    jobs.advance(job.id, at=clock.now())

    return faults


def start(by=None) -> int:
    with transaction():
        job = jobs.start(
            KIND, ("tests", 1), total=len(ROWS), by=by, at=clock.now(), back_to="/staff"
        )
        return job.id


def stored() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def test_a_job_is_done_row_by_row(app, rows):
    start()
    assert runner.run() == 1
    job = stored()
    assert (job.state, job.done, job.failed) == (State.FINISHED, 3, 0)
    assert runner.run() == 0


def test_a_row_that_fails_says_why_and_the_others_are_done(app, rows):
    rows["two"] = "no session was attended"
    start()
    runner.run()
    job = stored()
    assert (job.state, job.done, job.failed) == (State.FINISHED, 2, 1)
    assert [(error.row, error.reason) for error in job.errors] == [
        ("two", "no session was attended")
    ]


def test_the_same_work_is_not_started_twice_while_it_is_under_way(app, rows):
    assert start() == start()
    runner.run()
    with transaction():
        again = jobs.start(KIND, ("tests", 1), total=1, by=None, at=clock.now())
        assert again.state is State.WAITING


def test_work_that_broke_off_goes_on_where_it_was(app, rows, caplog):
    rows["two"] = MemoryError()
    start()
    assert runner.run() == 2
    job = stored()
    assert (job.state, job.done, job.begun) == (State.FINISHED, 3, 2)


def test_work_that_breaks_off_each_time_is_given_up(app, rows, caplog, monkeypatch):
    def broken(job: Job) -> None:
        raise MemoryError

    jobs.does(KIND, _l("Finished."))(broken)
    start()
    assert runner.run() == 3
    assert stored().state is State.FAILED


def test_the_work_of_a_silent_worker_is_taken_up_by_another(app, rows):
    start()
    with transaction():
        assert operations.take_up(clock.now())
    with transaction():
        assert operations.take_up(clock.now() + timedelta(minutes=1)) is None
    with transaction():
        assert operations.take_up(clock.now() + timedelta(minutes=3))


def test_work_that_kills_each_of_its_workers_is_given_up(app, rows):
    """A worker that is killed cannot say that it broke off."""
    start()
    for number in range(3):
        with transaction():
            assert operations.take_up(clock.now() + number * timedelta(minutes=3))
    with transaction():
        assert operations.take_up(clock.now() + timedelta(minutes=9)) is None
    assert stored().state is State.FAILED


def test_who_started_it_and_administrators_see_how_far_it_is(app, client, rows):
    with transaction():
        starter = person(Role.COORDINATOR)
        other = person(Role.COORDINATOR)
        administrator = person(Role.ADMINISTRATOR)
    job_id = start(by=starter)
    address = f"/staff/jobs/{job_id}"
    client.enter(starter)
    page = client.get(address)
    assert page.headers["Refresh"] == "2"
    assert client.get(f"{address}.json").json["total"] == 3
    rows["one"] = "<b>too long</b>"
    runner.run()
    page = client.get(address)
    assert "Refresh" not in page.headers
    assert "&lt;b&gt;too long" in page.text
    assert client.get(f"{address}.json").json["errors"] == [
        {"row": "one", "reason": "<b>too long</b>"}
    ]
    client.enter(administrator)
    assert client.get(address).status_code == 200
    client.enter(other)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}.json").status_code == 404
