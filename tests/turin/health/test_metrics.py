"""What Prometheus is told, and who may ask."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.people import person
from turin import clock, health, mail
from turin.db import transaction

FAR = {"REMOTE_ADDR": "192.0.2.7"}
TOKEN = "a token that is long enough to be one"


def figures(client, **how) -> dict[str, float]:
    """Ask for the figures, and return each by its name and labels."""
    response = client.get("/metrics", **how)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.fixture
def with_token(app, monkeypatch):
    told = replace(app.extensions["settings"], metrics_token=TOKEN)
    monkeypatch.setitem(app.extensions, "settings", told)


def test_answers_are_measured_by_their_route(client):
    client.get("/en/library")
    labels = 'method="GET",route="/<language:language>/library",status="200"'
    name = f"turin_request_seconds_count{{{labels}}}"
    before = figures(client)[name]
    client.get("/fr/library?q=secret")
    assert figures(client)[name] == before + 1


def test_what_waits_is_told(client):
    now = clock.now()
    with transaction():
        health.tick("mail.sweep", 1, at=now - timedelta(seconds=90))
        mail.post(
            "people.sign_in",
            subject=("mail_link", 1),
            person=person(),
            occurrence="once",
            at=now - timedelta(minutes=5),
        )
    told = figures(client)
    assert told['turin_letters{state="queued"}'] == 1
    assert 300 <= told["turin_oldest_letter_seconds"] < 400
    assert 90 <= told["turin_beat_silent_seconds"] < 190
    assert told["turin_live_jobs"] == told["turin_quarantined_addresses"] == 0


def test_what_never_was_has_no_age(client):
    assert "turin_beat_silent_seconds" not in figures(client)


@pytest.mark.usefixtures("with_token")
def test_from_elsewhere_the_token_opens_it(client):
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert figures(client, headers=bearer, environ_base=FAR)


@pytest.mark.usefixtures("with_token")
@pytest.mark.parametrize("said", ["", "Bearer wrong", f"Basic {TOKEN}", "Bearer"])
def test_from_elsewhere_nothing_else_does(client, said):
    refused = client.get("/metrics", headers={"Authorization": said}, environ_base=FAR)
    assert refused.status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer "])
def test_without_a_token_nobody_elsewhere_is_let_in(client, said):
    refused = client.get("/metrics", headers={"Authorization": said}, environ_base=FAR)
    assert refused.status_code == 404


def test_a_proxy_on_this_machine_is_not_this_machine(client):
    forwarded = {"X-Forwarded-For": "192.0.2.7"}
    assert client.get("/metrics", headers=forwarded).status_code == 404


def test_several_processes_are_counted_together(tmp_path):
    measure = (
        "from turin.health.metrics import SECONDS; SECONDS.labels('/r', 'GET', 200).observe(1)"
    )
    told = (
        "from prometheus_client import CollectorRegistry, generate_latest, multiprocess;"
        "r = CollectorRegistry(); multiprocess.MultiProcessCollector(r);"
        "print(generate_latest(r).decode())"
    )
    env = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for code in (measure, measure):
        subprocess.run([sys.executable, "-c", code], env=env, check=True)
    said = subprocess.run(
        [sys.executable, "-c", told], env=env, check=True, capture_output=True, text=True
    ).stdout
    assert 'turin_request_seconds_count{method="GET",route="/r",status="200"} 2.0' in said
