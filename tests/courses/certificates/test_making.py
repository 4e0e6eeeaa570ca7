"""The job that makes the files."""

import pytest
from sqlalchemy import select

from courses.certificates import making, operations
from courses.certificates.drawing import page
from courses.certificates.models import Certificate, State
from tests.factories import activities, certificates, people, schedule
from turin import clock, storage
from turin.db import db, transaction
from turin.jobs import runner
from turin.jobs.models import Job
from turin.jobs.models import State as JobState
from turin.jobs.queries import SILENT
from turin.people.models import Role


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR)


@pytest.fixture
def activity(coordinator):
    with transaction():
        made = activities.activity([coordinator])
        session = schedule.session(made)
        for name, own in (("Amina", "Amina Kouyaté"), ("Ji-young", "김지영"), ("Zahra", "الزهراء")):
            certificates.participant(made, [session], name=name, certificate_name=own)
        operations.issue(made, address=certificates.ADDRESS, by=coordinator, at=clock.now())
    return made


def everything():
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)))


def latest_job():
    return db.session.scalars(select(Job).order_by(Job.id.desc())).first()


def test_what_cannot_be_drawn_is_set_aside_and_the_others_go_on(activity):
    assert latest_job().total == 3
    runner.run()
    one, korean, arabic = everything()
    assert [one.state, korean.state, arabic.state] == [
        State.VALID,
        State.NEEDS_ATTENTION,
        State.VALID,
    ]
    assert korean.trouble == "김 지 영"
    assert storage.path(arabic.sha256).read_bytes().startswith(b"%PDF")
    job = latest_job()
    assert (job.state, job.done, job.failed) == (JobState.FINISHED, 2, 1)
    assert [(error.row, error.reason) for error in job.errors] == [("김지영", "김 지 영")]


def test_what_breaks_otherwise_takes_nobody_elses_with_it(activity, monkeypatch):
    draw = making.draw

    def breaks(printed):
        if printed.holder == "Amina Kouyaté":
            raise ZeroDivisionError
        return draw(printed)

    monkeypatch.setattr(making, "BATCH", 2)
    monkeypatch.setattr(making, "draw", breaks)
    runner.run()
    states = [one.state for one in everything()]
    assert states == [State.DRAWING, State.NEEDS_ATTENTION, State.VALID]
    assert latest_job().state is not JobState.FINISHED


def test_a_mended_name_is_made_by_a_job_of_its_own(activity, coordinator):
    runner.run()
    _, korean, _ = everything()
    with transaction():
        operations.redraw(
            korean, holder="Kim", address=certificates.ADDRESS, by=coordinator, at=clock.now()
        )
    runner.run()
    assert korean.state is State.VALID
    assert (latest_job().done, latest_job().total) == (1, 1)


def test_what_another_worker_has_made_meanwhile_is_counted_once(activity, monkeypatch):
    draw, begun = page.draw, []

    def slow(printed):
        begun.append(printed)
        if len(begun) == 1:  # it was silent for so long that another took the job up
            making.make(latest_job())
        return draw(printed)

    monkeypatch.setattr(page, "draw", slow)
    runner.run()
    job = latest_job()
    assert (job.state, job.done, job.failed) == (JobState.FINISHED, 2, 1)
    assert State.DRAWING not in [one.state for one in everything()]


def test_a_worker_that_dies_leaves_nothing_behind(activity, monkeypatch):
    store, stored = storage.store_all, []

    def killed(contents):
        stored.append(store(contents))
        if len(stored) == 2:
            raise SystemExit  # after the files are stored, before the rows say so
        return stored[-1]

    monkeypatch.setattr(making, "BATCH", 2)
    monkeypatch.setattr(making.storage, "store_all", killed)
    with pytest.raises(SystemExit):
        runner.run()
    monkeypatch.undo()
    assert [one.state for one in everything()].count(State.DRAWING) == 1
    with transaction():
        job = latest_job()
        job.seen_at -= SILENT
    runner.run()
    assert State.DRAWING not in [one.state for one in everything()]
    assert [one.sha256 for one in everything()][2] == stored[1][0].sha256


def test_each_further_certificate_costs_its_own_row_and_nothing_else(
    activity, coordinator, statements
):
    counts = [statements(runner.run)]
    with transaction():
        session = db.session.scalars(select(schedule.Session)).one()
        for _ in range(7):
            certificates.participant(activity, [session])
        operations.issue(activity, address=certificates.ADDRESS, by=coordinator, at=clock.now())
    counts.append(statements(runner.run))
    assert latest_job().done == 7
    assert counts[1] - counts[0] <= 7 - 2
