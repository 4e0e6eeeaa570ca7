"""A real server and a line that is cut in the middle of parts: every octet arrives, few twice."""

import hashlib
import http.client
import json
import socket
import threading
from contextlib import contextmanager
from random import Random
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from turin import storage
from turin.db import db
from turin.uploads.models import Upload
from turin.uploads.routes import PART as KIND

PART = 200_000


class Quiet(WSGIRequestHandler):
    """Says nothing of what it is asked, nor that somebody went away."""

    def log_request(self, *_):
        pass

    def log_error(self, *_):
        pass


@contextmanager
def serving(app):
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


class Line:
    """A line to the server, and how many octets of the file went over it."""

    def __init__(self, port: int, sender) -> None:
        cookie = sender.client.get_cookie("session")
        self.port, self.sent = port, 0
        self.headers = {"Cookie": f"session={cookie.value}", "Host": "localhost"}
        self.token = sender.token

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request(method, path, body, self.headers | headers)
            return json.loads(line.getresponse().read())
        finally:
            line.close()

    def begin(self, content: bytes) -> dict:
        told = {"name": "notes.txt", "size": len(content), "csrf_token": self.token}
        told["mark"] = hashlib.sha256(content).hexdigest()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", "/staff/uploads/begin", urlencode(told), **kind)

    def part(self, at: str, offset: int, content: bytes) -> dict:
        self.sent += len(content)
        return self.ask("PATCH", at, content, **self._about(offset))

    def cut_part(self, at: str, offset: int, content: bytes, after: int) -> None:
        """Send so much of a part, and cut the line as a lost signal does."""
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            told = self.headers | self._about(offset) | {"Content-Length": str(len(content))}
            head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            line.sendall(f"PATCH {at} HTTP/1.1\r\n{head}\r\n".encode())
            line.sendall(content[:after])
            self.sent += after

    def _about(self, offset: int) -> dict[str, str]:
        return {"X-CSRF-Token": self.token, "Upload-Offset": str(offset), "Content-Type": KIND}


@pytest.mark.parametrize("seed", range(2))
def test_two_breaks_cost_no_more_than_what_was_under_way(app, sender, seed):
    chance = Random(seed)
    content = "".join(f"Line {number} of {seed}\n" for number in range(150_000)).encode()
    cuts = sorted(chance.sample(range(len(content) // PART), 2))
    with serving(app) as port:
        line = Line(port, sender)
        told = line.begin(content)
        while told["state"] == "coming":
            offset = told["received"]
            part = content[offset : offset + PART]
            if cuts and offset // PART == cuts[0]:
                del cuts[0]
                line.cut_part(told["at"], offset, part, chance.randrange(len(part)))
                told = line.begin(content)  # the page was closed: the same file is chosen again
                assert told["received"] == offset
            else:
                told = line.part(told["at"], offset, part)
    assert told["state"] == "taken"
    row = db.session.scalars(select(Upload)).one()
    assert storage.path(row.sha256).read_bytes() == content
    assert line.sent <= len(content) + 2 * PART
