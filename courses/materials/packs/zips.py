"""Writing a pack's ZIP: the same bytes for the same content, whoever makes it and when."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP knows
TEXT = {"html", "txt", "csv", "json"}  # all other formats are packed already
READABLE = 0o100644 << 16
UNIX = 3
BLOCK = 256 * 1024


class Damaged(Exception):
    """A stored file is not what its hash says."""


class Document(NamedTuple):
    """A document as it goes in: its path in the ZIP, and the hash and the size it must have."""

    path: str
    sha256: str
    size: int


class Writer:
    """A ZIP that is being written to ``path``, a block at a time however large its files are."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w")

    def add(self, document: Document, content: BinaryIO) -> None:
        """Add a document. Raises Damaged if it is not what it should be."""
        digest = hashlib.sha256()
        with self._zip.open(_entry(document.path, document.size), "w") as target:
            while block := content.read(BLOCK):
                digest.update(block)
                target.write(block)
        if digest.hexdigest() != document.sha256:
            raise Damaged(document.path)

    def add_text(self, path: str, text: str) -> str:
        """Add a page of our own, and return its hash."""
        content = text.encode()
        self._zip.writestr(_entry(path, len(content)), content)
        return hashlib.sha256(content).hexdigest()

    def close(self) -> None:
        """Write the list of what is in it, without which it cannot be opened."""
        self._zip.close()


def _entry(path: str, size: int) -> ZipInfo:
    entry = ZipInfo(path, BEGINNING)
    entry.create_system, entry.external_attr = UNIX, READABLE
    entry.file_size = size
    form = path.rpartition(".")[2].lower()
    entry.compress_type = ZIP_DEFLATED if form in TEXT else ZIP_STORED
    return entry


def sums(hashes: Iterable[tuple[str, str]]) -> str:
    """Return hashes and paths as ``sha256sum -c`` reads them."""
    return "".join(f"{sha256}  {path}\n" for sha256, path in hashes)
