"""What machines that watch us are told."""

from datetime import timedelta

import pytest

from tests.factories.people import person
from turin import clock, health, mail
from turin.db import db, transaction
from turin.people.models import Role

FAR = {"REMOTE_ADDR": "192.0.2.7"}


def tick(minutes_ago=0):
    at = clock.now() - timedelta(minutes=minutes_ago)
    with transaction():
        return health.tick("mail.sweep", int(at.timestamp()) // 30, at=at)


def problems(client) -> list[str]:
    response = client.get("/readyz")
    assert response.status_code == (503 if response.json["problems"] else 200)
    return response.json["problems"]


def test_the_process_lives_whatever_else_does_not(client):
    assert client.get("/healthz").json == {"alive": True}


def test_a_site_whose_beat_ticks_is_ready(client):
    tick()
    assert problems(client) == []


@pytest.mark.parametrize("minutes_ago", [None, 3])
def test_a_silent_beat_is_told(client, minutes_ago):
    if minutes_ago:
        tick(minutes_ago)
    assert problems(client) == ["beat"]


def test_mail_that_has_waited_for_too_long_is_told(client):
    tick()
    with transaction():
        mail.post(
            "tests.letter",
            subject=("tests", 1),
            person=mail.Stranger("Amina", "amina@example.org", "en"),
            occurrence="1",
            at=clock.now() - timedelta(minutes=16),
        )
    assert problems(client) == ["mail"]


def test_a_database_that_lacks_a_migration_is_told(client, monkeypatch):
    tick()
    monkeypatch.setattr("turin.db.schema.newest", lambda: "9999_after_the_deployment")
    assert problems(client) == ["schema"]


def test_a_database_that_does_not_answer_is_told(client, monkeypatch, caplog):
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    def gone(*_):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr("turin.health.checks.last_tick", gone)
    assert problems(client) == ["database"]


def test_the_reasons_are_not_for_everybody(client):
    response = client.get("/readyz", environ_base=FAR)
    assert (response.status_code, response.json) == (503, {"ready": False})
    with transaction():
        administrator = person(Role.ADMINISTRATOR)
    client.enter(administrator)
    assert client.get("/readyz", environ_base=FAR).json["problems"] == ["beat"]


@pytest.mark.parametrize("address", ["unknown", "192.0.2.7:4711", ""])
def test_whatever_a_proxy_calls_the_caller_is_no_breakdown(client, address):
    tick()
    assert client.get("/readyz", environ_base={"REMOTE_ADDR": address}).json == {"ready": True}


def test_a_slot_is_taken_once(app):
    now = clock.now()
    with transaction():
        assert health.tick("mail.sweep", 1, at=now)
        assert not health.tick("mail.sweep", 1, at=now)
        assert health.tick("mail.sweep", 2, at=now)
        assert health.tick("jobs.wake", 1, at=now)


def test_old_slots_are_forgotten(app):
    tick(minutes_ago=60 * 24 * 8)
    with transaction():
        health.forget_ticks(clock.now())
    assert health.ticks.last_tick() is None
    db.session.rollback()
