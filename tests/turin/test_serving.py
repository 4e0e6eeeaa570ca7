"""How we are served: settings that gunicorn knows, and files that are sent from its loop."""

import selectors
import socket
from collections import deque
from concurrent.futures import Future
from types import ModuleType, SimpleNamespace

import pytest
from gunicorn.config import Config

from turin import serving
from turin.serving.worker import LINGER, SILENT, Worker
from turin.storage.stretch import Stretch

CONTENT = bytes(range(256)) * 4_000


def test_gunicorn_knows_every_setting_of_ours():
    ours = {
        name
        for name, value in vars(serving).items()
        if name.islower() and name[0] != "_" and not isinstance(value, ModuleType)
    }
    assert {"worker_class", "threads", "preload_app", "pre_fork"} <= ours
    assert ours <= Config().settings.keys()


@pytest.fixture
def worker():
    """A worker whose loop the test turns."""
    worker = Worker.__new__(Worker)
    worker.poller = selectors.DefaultSelector()
    worker.keepalived_conns = deque()
    worker.log = SimpleNamespace(debug=lambda *_: None)
    worker._sending, worker._looked, worker.nr_conns = set(), 0, 1
    with worker.poller:
        yield worker


@pytest.fixture
def reader(worker, tmp_path):
    """A reader to whom the worker is to send a file, and then to close."""
    (tmp_path / "file").write_bytes(CONTENT)
    reader, line = socket.socketpair()
    file = (tmp_path / "file").open("rb")
    said = Future()
    said.set_result(False)
    rest = Stretch(file, len(CONTENT))
    worker.finish_request(SimpleNamespace(sock=line, close=line.close, rest=rest), said)
    with reader, line, file:
        reader.setblocking(False)
        yield reader, file


def turn(worker):
    for key, _event in worker.poller.select(0):
        key.data(key.fileobj)


def over(worker, seconds):
    """Let so much time pass for all that is being sent."""
    for sending in worker._sending:
        sending.since -= seconds
    worker._looked -= seconds
    worker.murder_keepalived()


def taken(reader) -> bytes:
    try:
        return reader.recv(len(CONTENT))
    except BlockingIOError:
        return b""


def test_a_file_is_sent_as_it_is_taken_and_then_the_line_is_closed(worker, reader):
    reader, file = reader
    got = b""
    while len(got) < len(CONTENT):
        turn(worker)
        got += taken(reader)
    assert got == CONTENT
    assert file.closed
    assert worker.nr_conns == 1  # until she hangs up
    reader.close()
    turn(worker)
    assert (worker.nr_conns, worker._sending) == (0, set())


def test_who_does_not_hang_up_has_been_waited_for_long_enough(worker, reader):
    reader, _file = reader
    got = b""
    while len(got) < len(CONTENT):
        turn(worker)
        got += taken(reader)
    over(worker, LINGER - 5)
    assert worker.nr_conns == 1
    over(worker, LINGER + 5)
    assert worker.nr_conns == 0


def test_who_takes_nothing_for_long_is_gone(worker, reader):
    _reader, file = reader
    turn(worker)
    over(worker, SILENT - 5)
    assert not file.closed
    over(worker, SILENT + 5)
    assert file.closed
    assert (worker.nr_conns, worker._sending) == (0, set())


def test_who_goes_away_takes_nothing_with_her(worker, reader):
    reader, file = reader
    turn(worker)
    reader.close()
    turn(worker)
    assert file.closed
    assert worker.nr_conns == 0


def test_a_file_that_became_shorter_ends_the_answer(worker, reader, tmp_path):
    reader, file = reader
    (tmp_path / "file").write_bytes(b"")
    turn(worker)
    assert file.closed
    assert reader.recv(1) == b""


def test_a_server_of_another_kind_goes_through_a_file_block_by_block(tmp_path):
    (tmp_path / "file").write_bytes(CONTENT)
    with (tmp_path / "file").open("rb") as file:
        file.seek(1000)
        assert b"".join(Stretch(file, 200_000)) == CONTENT[1000:201_000]
        with pytest.raises(EOFError):
            list(Stretch(file, len(CONTENT)))
