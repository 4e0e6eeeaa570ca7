"""Asking what a file is: a process of its own reads it, so that none can hang or fill ours."""

import json
import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from turin.uploads.gate import refusals
from turin.uploads.gate.formats import Found
from turin.uploads.gate.names import clean_name

log = logging.getLogger(__name__)
HOME = Path(__file__).parents[3]  # where `turin` is found
SECONDS = 60  # by the clock; of a processor it gets fewer


def check(path: Path, name: str) -> Found:
    """Return what the file at ``path`` is that came as ``name``. Raises a `FileRefused`."""
    answer = _asked(path)
    if answer is None:
        raise refusals.TooHard
    if "refused" in answer:
        raise refusal(answer["refused"], answer["facts"])
    found = Found(**answer["found"])
    return replace(found, name=clean_name(name, found.format))


def refusal(kind: str, facts: dict[str, object]) -> refusals.FileRefused:
    """Return a refusal by its name and facts, as a row or another process tells it."""
    known = {one.__name__: one for one in refusals.FileRefused.__subclasses__()}
    return known[kind](**facts)


def _asked(path: Path) -> dict[str, Any] | None:
    """Return what the process says; None if it had to be ended, or broke down over the file."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, without a shell
            [sys.executable, "-X", "utf8", "-m", "turin.uploads.gate.worker", str(path)],
            cwd=HOME,
            env={},  # it has no setting, and so no secret, to give away
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("an upload could not be read within %s seconds", SECONDS)
        return None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").splitlines()
        log.warning("an upload could not be read: status %s, %s", done.returncode, lines[-1:])
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
