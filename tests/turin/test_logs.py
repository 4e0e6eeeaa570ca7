"""The log of a real site: what stands in it, and what never does."""

import json
import logging
from io import StringIO

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories.people import person
from turin import logs
from turin.db import db, transaction

SECRET = "leila.haddad@union.example"


@pytest.fixture
def log():
    """Write the log as a real site does; gives what was written."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLines())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)


def test_an_answer_is_a_line_with_its_route_and_no_address(client, log):
    response = client.get(f"/en/courses?q={SECRET}")
    line = next(line for line in log() if line["says"] == "answered")
    assert line["route"] == "/<language:language>/courses"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["reference"] == response.headers["X-Request-ID"]
    assert SECRET not in json.dumps(log())


def test_an_address_that_leads_nowhere_is_not_written_down(client, log):
    client.get(f"/en/r/{SECRET}/more")
    assert SECRET not in json.dumps(log())


def test_a_strangers_reference_is_not_taken_over(client):
    assert (
        client.get("/healthz", headers={"X-Request-ID": "1" * 16}).headers["X-Request-ID"]
        != "1" * 16
    )


def test_an_error_is_told_by_its_kind_and_place_without_its_words(app, log):
    with transaction():
        taken = person(email=SECRET).id
    db.session.expunge_all()
    try:
        with transaction():
            person(email=SECRET, id=taken)
    except IntegrityError:
        logging.getLogger("turin.test").exception("that failed")
        logging.getLogger("library").exception("library: %s", SECRET)
    ours, theirs = log()
    assert ours["says"] == "that failed"
    assert ours["error"].startswith("IntegrityError < ")
    assert any("test_logs.py" in place for place in ours["where"])
    assert theirs["says"] == "library: %s"
    assert SECRET not in json.dumps([ours, theirs])
