"""The folder of stored files: ``files/ab/ab12...``, written whole or not at all."""

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from turin import clock
from turin.storage.stores import FRESH, Gone, Kept

NO_LINKS = {errno.EXDEV, errno.EPERM}  # another disk, or one that has none
HASH = re.compile("[0-9a-f]{64}")
LEAVING = ".leaving"
FOR_NGINX = 0o640  # which sends them, where it is wanted to, in the group of ours


class Folder:
    """Files of this machine, or of a disk that several machines share."""

    name = "folder"

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.root)

    def path(self, sha256: str) -> Path:
        """Return where the file of that hash lies, or would lie."""
        return self.root / sha256[:2] / sha256

    def put(self, new: Mapping[str, bytes | Path]) -> None:
        """Keep each; the disk is waited for once, not for each.

        A file is complete and on the disk before it has its name, and its name is on the disk
        before this returns: a crash leaves no half file under a hash. A file given by its path is
        moved here, or copied from another disk.
        """
        halves = {}
        for sha256, content in new.items():
            target = self.path(sha256)
            if not _renewed(target):
                halves[target] = _half(target, content)
        for half in halves.values():
            half.chmod(FOR_NGINX)
            _settle(half)
        for target, half in halves.items():
            half.replace(target)
        folders = {target.parent for target in halves}
        for folder in sorted(folders) + sorted({one.parent for one in folders}):
            _settle(folder)

    def kept(self, sha256: str) -> Kept | None:
        """Return size and time of a file, or None."""
        try:
            return _kept(self.path(sha256))
        except FileNotFoundError:
            return None

    def open(self, sha256: str, start: int = 0, stop: int | None = None) -> BinaryIO:  # noqa: ARG002 - it may go on
        """Open the file itself."""
        try:
            file = self.path(sha256).open("rb")
        except FileNotFoundError:
            raise Gone(sha256) from None
        file.seek(start)
        return file

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """Give the stored file itself."""
        path = self.path(sha256)
        if not path.is_file():
            raise Gone(sha256)
        yield path

    def address(self, sha256: str, seconds: int, headers: Mapping[str, str]) -> None:
        """Return none: this machine alone can reach its folder."""

    def all(self) -> Iterator[Kept]:
        """Go through all; half files have no hash for a name."""
        for path in self.root.glob("??/*"):
            if HASH.fullmatch(path.name):
                with suppress(FileNotFoundError):  # removed meanwhile
                    yield _kept(path)

    def remove(self, sha256: str, *, before: datetime) -> bool:
        """Remove a file, but for one that comes again at this very moment.

        It is put aside first: who stores it meanwhile has either made it new, which is then seen
        and undone, or finds it gone and writes it anew.
        """
        path = self.path(sha256)
        aside = path.with_name(sha256 + LEAVING)
        try:
            if _kept(path).at >= before:
                return False
            path.rename(aside)
            if _kept(aside).at >= before:
                aside.rename(path)
                return False
            aside.unlink()
        except FileNotFoundError:  # gone already, or put back by who tidies
            return False
        return True

    def tidy(self, *, before: datetime) -> None:
        """Remove half files that a crash has left, and put back what it left aside."""
        for path in self.root.glob("??/*"):
            if HASH.fullmatch(path.name):
                continue
            with suppress(FileNotFoundError):  # it has become a file meanwhile, or is removed
                if path.name.endswith(LEAVING):
                    path.rename(path.with_name(path.name.removesuffix(LEAVING)))
                elif _kept(path).at < before:
                    path.unlink()


def _kept(path: Path) -> Kept:
    known = path.stat()
    return Kept(path.name, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC))


def _renewed(path: Path) -> bool:
    """Whether a file is there, which then counts as new."""
    try:
        if clock.now() - _kept(path).at > FRESH:
            os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _half(target: Path, content: bytes | Path) -> Path:
    """Make a file that is to become ``target``, and return where it is until then."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as file:
        half = Path(file.name)
        if isinstance(content, bytes):
            file.write(content)
            return half
    half.unlink()
    try:
        os.link(content, half)
    except OSError as apart:
        if apart.errno not in NO_LINKS:
            raise
        shutil.copyfile(content, half)
    return half


def _settle(written: Path) -> None:
    """Have a file, or the names in a folder, written to the disk."""
    number = os.open(written, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
