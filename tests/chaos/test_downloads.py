"""Downloads over lines that break, over slow ones, and beside readers who do not read."""

import http.client
import random
import socket
import sys
from functools import cache
from hashlib import sha256

import pytest

from tests.chaos.line import BLOCK, PATIENCE, Line, fetched
from tests.chaos.test_mail import running, wait_until
from tests.factories import materials
from tests.network import kept_port
from turin.db import db, transaction

THIN = 32_000 / 8  # octets a second
SLOW = 32  # readers at once: four times the threads of the server
TIMES = 20

pytestmark = pytest.mark.xdist_group("downloads")  # what they stand on is made once


@pytest.fixture(scope="module")
def server(sqlite, tmp_path_factory):
    """The port of the web server, as README.md starts it; it has the files of this process.

    One for all of these tests, on SQLite: a download asks no database but for its name.
    """
    engine, app = sqlite
    engine.renew()
    nowhere = tmp_path_factory.mktemp("downloads") / "none.sock"
    env = {
        "TURIN_DEMO": "1",
        "TURIN_INSTANCE": str(app.extensions["settings"].instance),
        "TURIN_DATABASE_URL": engine.url,
        "REDIS_URL": f"redis+socket://{nowhere}?virtual_host=0",
    }
    with app.app_context(), kept_port() as port:
        words = ("-m", "gunicorn", "-c", "python:turin.serving", "-b", f"127.0.0.1:{port}")
        with running(sys.executable, *words, "app:create_app()", **env):
            wait_until(lambda: _answers(port))
            yield port
        db.session.remove()
        db.engine.dispose()


def _answers(port: int) -> bool:
    try:
        return asked(port, "/healthz").status == 200
    except OSError:
        return False


def asked(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


@cache
def handbook(size):
    """Store a file of random octets; return them and its address."""
    content = random.Random(size).randbytes(size)
    with transaction():
        file = materials.held(materials.work(key=f"handbook_{size}"), "en", content)
        return content, f"/dl/{file.sha256[:12]}/{file.name}"


@pytest.mark.parametrize(("size", "rate"), [(3_000_000, 0), (8_000, THIN)], ids=["fast", "thin"])
def test_a_download_that_breaks_at_twenty_octets_arrives_and_nothing_comes_twice(
    server, size, rate
):
    content, address = handbook(size)
    with Line(server, rate) as line:
        got = fetched(line, address, size, random.sample(range(1, size), TIMES))

    assert sha256(got).digest() == sha256(content).digest()
    assert line.carried - size <= BLOCK


def test_readers_who_do_not_read_hold_nobody_up(server):
    content, address = handbook(8 << 20)
    lines = [stalled(server, address) for _ in range(SLOW)]
    assert asked(server, "/healthz").status == 200
    assert asked(server, "/en/library").status == 200
    assert asked(server, address).body == content

    for line in lines[:4]:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        head, _, body = line.recv(1 << 16).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        while len(body) < len(content) and (block := line.recv(1 << 16)):
            body += block
        assert body == content
    for line in lines:
        line.close()


def stalled(port, address):
    """Ask for a file, and take next to nothing of it for now."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BLOCK)
    line.settimeout(PATIENCE)
    line.connect(("127.0.0.1", port))
    line.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return line


def test_a_connection_is_of_use_after_a_download(server):
    content, address = handbook(1 << 20)
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=PATIENCE)
    for path in (address, "/healthz", address):
        connection.request("GET", path)
        line = connection.sock
        assert connection.getresponse().read() == (
            content if path == address else b'{"alive":true}\n'
        )
        assert connection.sock is line
    connection.close()


def test_it_is_closed_if_the_reader_wants_that(server):
    content, address = handbook(1 << 20)
    with socket.create_connection(("127.0.0.1", server), PATIENCE) as line:
        line.sendall(f"GET {address} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        said = b""
        while block := line.recv(1 << 16):
            said += block
    assert said.partition(b"\r\n\r\n")[2] == content
