"""The parts of files that are not whole yet, one after another in a file of their own.

They lie beside the stored files, not among them. After a power cut less may lie here than the row
says has come: the smaller of both counts.
"""

import math
import os
from datetime import datetime
from pathlib import Path

from flask import current_app

from turin.config import Settings


def path(number: int) -> Path:
    """Return where the parts of that upload lie."""
    settings: Settings = current_app.extensions["settings"]
    return settings.uploads / str(number)


def held(number: int) -> int:
    """Return how many octets of it lie here."""
    try:
        return path(number).stat().st_size
    except FileNotFoundError:
        return 0


def write(number: int, offset: int, content: bytes) -> None:
    """Write a part at its place; what was behind it is forgotten."""
    to = path(number)
    to.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(to, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(offset)
        file.write(content)
        file.truncate()


def forget(*numbers: int) -> None:
    """Delete what lies here of them."""
    for number in numbers:
        path(number).unlink(missing_ok=True)


def numbers(*, before: datetime) -> set[int]:
    """Return the numbers of the uploads of which something lies here, and nothing came since."""
    settings: Settings = current_app.extensions["settings"]
    every = (file for file in settings.uploads.glob("*") if file.name.isdecimal())
    return {int(file.name) for file in every if _written(file) < before.timestamp()}


def _written(file: Path) -> float:
    """Return when it was last written, in seconds; one that was just deleted is of no age."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return math.inf
