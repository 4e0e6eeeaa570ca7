"""The process that reads a file: what it is told, what it may take, how all of the zoo fares."""

import subprocess
import sys

import pytest

from tests.architecture.conftest import ROOT
from tests.turin.uploads.zoo.all import ANIMALS
from tests.turin.uploads.zoo.media import mp4
from tests.turin.uploads.zoo.pdfs import GOOD
from turin.uploads.gate import checking
from turin.uploads.gate.refusals import TooHard, TooLarge

MOST_GROWTH = 64_000  # kB
MEASURE = """
import re, sys
from pathlib import Path
import pikepdf
from turin.uploads.gate.inspecting import inspect
from turin.uploads.gate.refusals import FileRefused
def most():  # of this program alone: what getrusage says begins with its parent's
    return int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
before = most()
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        inspect(path)
    except FileRefused:
        pass
print(most() - before)
"""


def run(program: str, *told: str):
    command = [sys.executable, "-c", program, *told]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_file_is_read_by_a_process_of_its_own(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(GOOD)
    found = checking.check(path, "../Handbook.docx")
    assert (found.format, found.pages, found.size) == ("pdf", 3, len(GOOD))
    assert (found.name, found.media_type) == ("Handbook.pdf", "application/pdf")


def test_the_facts_of_a_refusal_come_through(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"a" * 10_000_001)
    with pytest.raises(TooLarge) as refused:
        checking.check(path, "a.txt")
    assert refused.value.facts == {"format": "TXT", "most": 10_000_000}


def test_a_process_that_takes_too_long_is_ended_and_the_file_refused(tmp_path, monkeypatch):
    path = tmp_path / "upload"
    path.write_bytes(mp4(b"isom"))
    monkeypatch.setattr(checking, "SECONDS", 0.001)
    with pytest.raises(TooHard):
        checking.check(path, "a.mp4")


def test_a_process_that_breaks_down_refuses_the_file(tmp_path):
    with pytest.raises(TooHard):
        checking.check(tmp_path / "that is gone", "a.pdf")


def test_it_gets_a_gigabyte_and_no_more():
    program = (
        "from turin.uploads.gate import worker\n"
        "worker.inspect = lambda path: bytearray(2 * worker.MEMORY)\n"
        "worker.main()"
    )
    done = run(program, "-")
    assert done.returncode
    assert "MemoryError" in done.stderr


def test_the_whole_zoo_takes_little_memory(tmp_path):
    assert len(ANIMALS) >= 80
    for number, animal in enumerate(ANIMALS):
        (tmp_path / f"{number:03}").write_bytes(animal.content)
    done = run(MEASURE, str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_GROWTH
