"""The supervisor with real processes: it starts, mends, stops and never leaves anybody behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.network import kept_port

ROOT = Path(__file__).parents[3]
HOUSEHOLD = Path(__file__).with_name("household.py")
PATIENCE = 60  # seconds that a busy machine may take


class House:
    """A running household, and what its journal says."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.work = folder / "work"  # the hand's, which it ends before it goes
        self.process = self.another()

    def another(self) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, str(HOUSEHOLD), str(self.folder), str(self.port)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
            stdout=subprocess.PIPE,
            text=True,
        )

    def journal(self) -> list[str]:
        path = self.folder / "journal"
        return path.read_text().splitlines() if path.exists() else []

    def events(self) -> list[str]:
        return [line.rstrip(" 0123456789") for line in self.journal()]

    def pids(self, event: str) -> list[int]:
        return [int(line.split()[-1]) for line in self.journal() if line.startswith(event)]

    def nobody_home(self) -> bool:
        """Whether every process group that the journal names has gone."""
        return not any(
            _group_exists(int(line.split()[-1])) for line in self.journal() if _pid(line)
        )

    def say_ready(self) -> None:
        assert self.process.stdout.readline() == "ready\n"


def _pid(line: str) -> bool:
    return line.rsplit(maxsplit=1)[-1].isdecimal()


def _group_exists(group: int) -> bool:
    """Whether a process of the group runs; the dead whom nobody has buried don't count."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == group and state != "Z":
            return True
    return False


def eventually(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def port():
    with kept_port() as port:
        yield port


@pytest.fixture
def house(tmp_path, port):
    house = House(tmp_path, port)
    yield house
    house.work.unlink(missing_ok=True)
    house.process.kill()
    house.process.communicate()
    eventually(house.nobody_home)


def test_children_start_in_order_and_stop_in_reverse_order(house):
    house.say_ready()
    eventually(lambda: len(house.events()) == 3)
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(PATIENCE) == 0
    started, stopped = house.events()[:3], house.events()[3:]
    assert started[0] == "store open"  # the hand has no address, so the door need not wait for it
    assert set(started[1:]) == {"hand at work", "door open"}
    assert stopped == ["door closed", "hand done", "store closed"]
    assert house.nobody_home()


def test_a_running_task_is_finished_before_the_store_closes(house):
    house.say_ready()
    house.work.touch()
    eventually(lambda: len(house.events()) == 3)
    house.process.terminate()
    eventually(lambda: "door closed" in house.events())
    assert house.events()[-1] == "door closed"
    house.work.unlink()
    assert house.process.wait(PATIENCE) == 0
    assert house.events()[-2:] == ["hand done", "store closed"]


def test_a_second_request_to_stop_waits_for_nobody(house):
    house.say_ready()
    house.work.touch()
    eventually(lambda: len(house.events()) == 3)
    house.process.send_signal(signal.SIGINT)
    eventually(lambda: "door closed" in house.events())
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(PATIENCE) == 0
    assert "hand done" not in house.events()
    assert house.nobody_home()


def test_a_dead_child_is_started_again_and_what_it_left_is_swept(house):
    house.say_ready()
    eventually(lambda: len(house.pids("hand at work")) == 1)
    first = house.pids("hand at work")[0]
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(house.pids("hand at work")) == 2)
    assert not _group_exists(first)
    assert len(house.pids("store open")) == len(house.pids("door open")) == 1


def test_killed_hard_it_leaves_no_orphan_and_its_task_is_finished(house):
    house.say_ready()
    eventually(lambda: len(house.pids("hand at work")) == 1)
    house.work.touch()
    house.process.kill()
    eventually(lambda: "store closed" in house.events())
    assert "hand done" not in house.events()
    house.work.unlink()
    eventually(house.nobody_home)
    assert "hand done" in house.events()


def test_a_second_copy_is_refused_while_one_runs(house):
    house.say_ready()
    second = house.another()
    said, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert said == "gave up: another copy runs in this folder, or is still stopping\n"
    assert house.process.poll() is None


def test_a_second_copy_is_refused_while_a_killed_one_still_stops(house):
    house.say_ready()
    eventually(lambda: len(house.pids("hand at work")) == 1)
    house.work.touch()
    house.process.kill()
    house.process.wait()
    second = house.another()
    said, _ = second.communicate(timeout=PATIENCE)
    assert "another copy runs in this folder" in said
    assert "hand done" not in house.events()


def test_a_taken_port_is_one_clear_line_and_nothing_is_left_running(tmp_path, port):
    with socket.create_server(("127.0.0.1", port)):
        house = House(tmp_path, port)
        said, _ = house.process.communicate(timeout=PATIENCE)
    assert house.process.returncode == 1
    assert said.splitlines()[-1] == f"gave up: door: 127.0.0.1:{port} is taken by another program"
    assert house.nobody_home()
