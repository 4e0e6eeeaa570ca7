"""The scanner: what it knows is refused, what it does not answer for waits."""

import socket
import struct
import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from tasks import uploads as tasks
from tests.turin.uploads.sender import NOTES
from turin import clock
from turin.db import db, transaction
from turin.uploads import operations, parts
from turin.uploads.models import State, Upload

# The file that every scanner knows and that does no harm (eicar.org), in two pieces for those here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

WAITS = "All of it is here, but it could not be checked for viruses yet."


def served(door, answer) -> None:
    """Answer each connection as clamd does; ``answer`` is said instead, if there is one."""
    while True:
        try:
            connection, _ = door.accept()
        except OSError:
            return
        with closing(connection), connection.makefile("rwb") as line:
            asked, content = line.read(6), b""
            if asked == b"zPING\0":
                line.write(b"PONG\0")
                line.flush()
                continue
            assert asked + line.read(4) == b"zINSTREAM\0"
            while length := struct.unpack("!L", line.read(4))[0]:
                content += line.read(length)
            said = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
            line.write((said if answer is None else answer) + b"\0")
            line.flush()


@contextmanager
def scanner(app, door, address, answer=None):
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, clamd=address)
    thread = threading.Thread(target=served, args=(door, answer))
    thread.start()
    try:
        yield
    finally:
        app.extensions["settings"] = before
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()


@pytest.fixture(params=["port", "socket"])
def door(request, tmp_path):
    """Where the scanner listens, and how the setting says it."""
    if request.param == "port":
        door = socket.create_server(("127.0.0.1", 0))
        return door, f"127.0.0.1:{door.getsockname()[1]}"
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(tmp_path / "clamd"))
    door.listen()
    return door, str(tmp_path / "clamd")


def test_what_the_scanner_knows_is_refused_and_the_rest_is_taken(app, sender, door):
    with scanner(app, *door):
        told = sender.send(EICAR, name="invoice.txt")
        assert told["state"] == "refused"
        assert told["says"].startswith("The virus scanner knows this file as harmful.")
        assert sender.send(NOTES)["state"] == "taken"
    assert db.session.get(Upload, told["number"]).refused == "Infected"
    assert parts.held(told["number"]) == 0


@pytest.fixture
def nobody(app, monkeypatch, tmp_path):
    """A scanner that is away."""
    told = replace(app.extensions["settings"], clamd=str(tmp_path / "nobody"))
    monkeypatch.setitem(app.extensions, "settings", told)
    return monkeypatch


def beat() -> None:
    with transaction():
        tasks.settle_waiting(clock.now())
    db.session.rollback()


def test_what_cannot_be_scanned_waits_and_is_taken_later(sender, nobody):
    known = sha256(NOTES).hexdigest()
    told = sender.send(NOTES, mark=known)
    assert (told["state"], told["waits"]) == ("whole", True)
    assert sender.begin(mark=known).json == told
    assert told["says"].startswith(WAITS)
    assert sender.client.get(told["at"]).json["waits"] is False
    checked = f"/staff/uploads/{told['number']}/check"
    assert checked in sender.client.get("/staff/uploads").text
    answer = sender.client.post(checked, data={"csrf_token": sender.token})
    assert answer.status_code == 422
    assert answer.text.count(WAITS) == 2
    nobody.undo()
    assert parts.held(told["number"]) == len(NOTES)
    assert sender.client.post(checked, data={"csrf_token": sender.token}).status_code == 303
    assert db.session.get(Upload, told["number"]).state is State.TAKEN


def test_a_form_without_a_script_says_that_a_file_waits(sender, nobody):
    data = {"csrf_token": sender.token, "files": (BytesIO(NOTES), "notes.txt")}
    assert sender.client.post("/staff/uploads", data=data).status_code == 303
    assert WAITS in sender.client.get("/staff/uploads").text


def test_what_waits_is_tried_again_by_itself_and_is_not_forgotten(sender, other, nobody):
    numbers = [one.send(NOTES)["number"] for one in (sender, other)]
    for later in (timedelta(days=6), timedelta(days=40)):
        beat()
        with transaction():
            operations.forget(clock.now() + later)
    assert [db.session.get_one(Upload, one).state for one in numbers] == [State.WHOLE] * 2
    assert "turin_waiting_uploads 2.0" in sender.client.get("/metrics").text
    nobody.undo()
    beat()
    first, second = (db.session.get_one(Upload, one) for one in numbers)
    assert first.state is second.state is State.TAKEN
    assert first.expires_at > clock.now() + timedelta(days=29)
    assert "turin_waiting_uploads 0.0" in sender.client.get("/metrics").text


def test_a_file_that_cannot_be_looked_at_keeps_none_that_come_after_it(app, sender, other, door):
    with scanner(app, *door, b"INSTREAM size limit exceeded. ERROR"):
        numbers = [one.send(NOTES)["number"] for one in (sender, other)]
        beat()
    assert parts.path(numbers[0]).unlink() is None
    parts.path(numbers[0]).mkdir()
    beat()
    states = [db.session.get_one(Upload, one).state for one in numbers]
    parts.path(numbers[0]).rmdir()
    assert states == [State.WHOLE, State.TAKEN]


def test_a_scanner_that_hangs_is_asked_once_for_all(app, sender, nobody, caplog):
    for number in range(3):
        sender.send(NOTES, mark=f"mark {number}")
    caplog.clear()
    beat()
    assert caplog.text.count("clamd cannot be asked") == 1


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"OK?"])
def test_no_answer_but_a_clear_one_lets_a_file_in(app, sender, door, answer):
    with scanner(app, *door, answer):
        assert sender.send(NOTES)["state"] == "whole"
