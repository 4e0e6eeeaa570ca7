"""The scanner: what it knows is refused, what it does not answer for waits."""

import socket
import struct
import threading
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from tests.turin.uploads.sender import NOTES
from turin.db import db
from turin.uploads import parts
from turin.uploads.models import State, Upload

# The file that every scanner knows and that does no harm (eicar.org), in two pieces for those here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def served(door, answer) -> None:
    """Answer each connection as clamd does; ``answer`` is said instead, if there is one."""
    while True:
        try:
            connection, _ = door.accept()
        except OSError:
            return
        with closing(connection), connection.makefile("rwb") as line:
            assert line.read(10) == b"zINSTREAM\0"
            content = b""
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


def test_what_cannot_be_scanned_waits_and_is_taken_later(app, sender, tmp_path):
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, clamd=str(tmp_path / "nobody"))
    try:
        told = sender.send(NOTES)
        assert told["state"] == "whole"
        assert told["says"].startswith("All of it is here, but the virus scanner does not answer.")
        checked = f"/staff/uploads/{told['number']}/check"
        assert checked in sender.client.get("/staff/uploads").text
        answer = sender.client.post(checked, data={"csrf_token": sender.token})
        assert answer.status_code == 422
        assert "the virus scanner does not answer" in answer.text
    finally:
        app.extensions["settings"] = before
    assert parts.held(told["number"]) == len(NOTES)
    assert sender.client.post(checked, data={"csrf_token": sender.token}).status_code == 303
    assert db.session.get(Upload, told["number"]).state is State.TAKEN


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"OK?"])
def test_no_answer_but_a_clear_one_lets_a_file_in(app, sender, door, answer):
    with scanner(app, *door, answer):
        assert sender.send(NOTES)["state"] == "whole"
