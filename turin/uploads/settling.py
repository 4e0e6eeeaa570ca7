"""What becomes of a whole file: is it what was sent, what is it, is it harmful; then it is stored.

All of this is done outside of any transaction, since it takes seconds.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

from turin import storage
from turin.storage import Stored
from turin.uploads import parts, scanning
from turin.uploads.gate import checking
from turin.uploads.gate.formats import Found
from turin.uploads.gate.refusals import Cut, Empty, FileRefused
from turin.uploads.models import Upload
from turin.uploads.refusals import Altered


class Arrived(NamedTuple):
    """A whole upload as it is looked at: no row, since a row would hold the database meanwhile."""

    number: int
    name: str
    size: int
    digest: str


class Verdict(NamedTuple):
    """Why a file is refused, or else what it is and where it is stored."""

    refused: FileRefused | None
    found: Found | None = None
    stored: Stored | None = None

    def taken(self) -> tuple[Found, Stored]:
        """Return what it is and where it lies. Raises ValueError for one that is refused."""
        if self.found is None or self.stored is None:
            raise ValueError("it was refused")
        return self.found, self.stored


def arrived(upload: Upload) -> Arrived:
    """Return a whole upload as `judge` takes it."""
    return Arrived(upload.id, upload.name, upload.size, upload.digest)


def judge(whole: Arrived) -> Verdict:
    """Look at a whole upload, and store it if it is good. Raises ScannerAway: then it waits."""
    try:
        if not whole.size:
            raise Empty
        return _judged(parts.path(whole.number), whole.name, whole.digest)
    except FileRefused as refused:
        return Verdict(refused)
    except FileNotFoundError:  # somebody else has settled it, or it was lost: it is to come anew
        return Verdict(Cut())


def _judged(path: Path, name: str, digest: str) -> Verdict:
    with path.open("rb") as file:
        arrived = hashlib.file_digest(file, "sha256").hexdigest()
    if digest and arrived != digest:
        raise Altered
    found = checking.check(path, name)
    scanning.scan(path)
    return Verdict(None, found, storage.store_file(path))
