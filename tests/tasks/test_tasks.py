"""The queue: what beat has done once a slot, and what a worker is woken for."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from tasks import beat, sweeper
from tasks.celery import wake
from turin import clock, mail
from turin.db import db, transaction
from turin.health.models import Tick
from turin.mail.models import Outgoing

AT_ONCE = 5  # seconds; left to itself the queue would wait for its broker for six


@pytest.fixture
def celery(app):
    queue = app.extensions["celery"]
    queue.set_current()
    return queue


def post(occurrence="1") -> None:
    with transaction():
        mail.post(
            "tests.letter",
            subject=("tests", 1),
            person=mail.Stranger("Amina", "amina@example.org", "en"),
            occurrence=occurrence,
            at=clock.now(),
        )


def test_every_job_of_beat_can_run_and_runs_once_a_slot(celery, monkeypatch):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    done = []
    table = [beat.Regular(job.name, job.seconds, done.append) for job in beat.TABLE]
    for job in beat.TABLE:
        celery.tasks["beat.run"](job.name)
    with transaction():
        assert len(db.session.scalars(select(Tick)).all()) == len(beat.TABLE)
    monkeypatch.setattr(beat, "TABLE", table)
    for job in table:
        celery.tasks["beat.run"](job.name)
    assert done == []


def test_a_job_that_fails_has_not_taken_its_slot(celery, monkeypatch):
    def broken(_at):
        raise ZeroDivisionError

    monkeypatch.setattr(beat, "TABLE", [beat.Regular("mail.sweep", 30, broken)])
    with pytest.raises(ZeroDivisionError):
        celery.tasks["beat.run"]("mail.sweep")
    assert db.session.scalars(select(Tick)).all() == []


def test_beat_knows_every_job_and_when(celery):
    schedule = celery.conf.beat_schedule
    assert {entry["args"][0] for entry in schedule.values()} == {job.name for job in beat.TABLE}
    assert {entry["task"] for entry in schedule.values()} <= set(celery.tasks)


def test_no_job_waits_for_a_beat_that_lives_a_day(celery):
    every = {entry["args"][0]: entry["schedule"] for entry in celery.conf.beat_schedule.values()}
    assert max(every.values()) <= timedelta(hours=1)
    assert all(every[job.name].total_seconds() <= job.seconds for job in beat.TABLE)


def test_each_task_goes_to_its_own_queue_alone(celery):
    router = celery.amqp.router
    for task in ("beat.run", "mail.drain", "jobs.run"):
        queue = router.route({}, task)["queue"]
        assert (queue.name, queue.routing_key) == (task.split(".")[0],) * 2
        assert queue.exchange.name == queue.name


def test_a_nudge_carries_nothing_and_waits_in_the_queue(celery):
    assert wake(celery, "mail.drain")
    with celery.connection_for_read() as broker:
        message = broker.default_channel.basic_get("mail", no_ack=True)
    assert message.decode() == [[], {}, message.payload[2]]


def test_a_broker_that_is_away_costs_a_page_no_time(celery, app, tmp_path, monkeypatch, caplog):
    celery.conf.broker_url = f"redis+socket://{tmp_path}/gone.sock?virtual_host=0"
    try:
        started = time.monotonic()
        post()
        assert time.monotonic() - started < AT_ONCE
    finally:
        celery.conf.broker_url = "memory://"
    assert "the broker is away" in caplog.text
    assert db.session.scalars(select(Outgoing)).one()


def test_without_a_broker_the_worker_s_own_sweep_sends_what_is_due(app, monkeypatch):
    sent = []
    monkeypatch.setitem(app.extensions, "mail_nudge", lambda: False)
    monkeypatch.setattr("turin.mail.delivery.drain", lambda: sent.append(1))
    sweeper.once()
    assert sent == []
    post()
    sweeper.once()
    assert sent == [1]


def test_the_sweep_goes_on_after_a_fault(app, monkeypatch, caplog):
    calls = []
    twice = threading.Event()

    def faulty():
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the database is away")
        twice.set()

    monkeypatch.setattr(sweeper, "once", faulty)
    ended = sweeper.start(app, seconds=0.01)
    assert twice.wait(60)
    ended.set()
    assert "the sweep failed" in caplog.text
