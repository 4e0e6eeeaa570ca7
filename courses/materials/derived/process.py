"""Starting the process that opens a file, and believing little of what it says.

The child is given no settings: its environment is the path of programs and nothing else.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courses.materials.derived.models import Kind, Reason

PROGRAM = Path(__file__).parents[3]
MOST_SAID = 256 * 1024  # octets of details


class Died(Exception):
    """The process ended without having said anything, or was ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may take: seconds of a core, seconds on the clock, octets of memory."""

    core: int = 40
    clock: int = 60
    memory: int = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it: the details and a file, or a reason."""

    details: dict[str, Any]
    reason: Reason = Reason.NONE


def run(kind: Kind, form: str, language: str, source: Path, folder: Path, limits: Limits) -> Said:
    """Make ``kind`` of the file ``source`` as ``folder/result``. Raises Died."""
    child = "courses.materials.derived.child"
    told = [kind, form, language, str(source), str(folder), str(limits.core), str(limits.memory)]
    process = subprocess.Popen(  # noqa: S603 - no shell, and no word of it is a stranger's
        [sys.executable, "-B", "-m", child, *told],
        cwd=PROGRAM,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        status = process.wait(limits.clock)
    except subprocess.TimeoutExpired as late:
        raise Died("took too long") from late
    finally:
        _end(process)
    if status:
        raise Died(f"ended with {status}")
    return _said(folder / "said.json")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and what it has started, however this goes."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _said(file: Path) -> Said:
    """Return what the process has said. Raises Died if it is not what it should be."""
    try:
        with file.open("rb") as content:
            said = json.loads(content.read(MOST_SAID))
        if "refused" in said:
            return Said({}, Reason(said["refused"]))
        details = said["details"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Died("said nothing that makes sense") from error
    if not isinstance(details, dict):
        raise Died("said nothing that makes sense")
    return Said(details)
