"""What is packed: Office's documents, EPUB, and ZIP files of data."""

import stat
import struct
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from turin import packed
from turin.uploads.gate import datasets, epubs, office
from turin.uploads.gate.refusals import (
    BadNames,
    Cut,
    Damaged,
    Locked,
    NotData,
    TooMuchInside,
    TwoInOne,
    UnknownFormat,
)

MOST_PARTS = 5_000
MOST_UNPACKED = 500_000_000  # octets
MOST_RATIO = 100  # of what is unpacked to what is packed, above the first
RATIO_COUNTS_FROM = 5_000_000  # octets: a short table of zeros packs well
END, LOCAL = b"PK\x05\x06", b"PK\x03\x04"
END_LENGTH = 22
EPUB = b"application/epub+zip"
UNREADABLE = (zlib.error, struct.error, RuntimeError, EOFError, ValueError, OSError)


def what_pack(file: BinaryIO, size: int, inspect: datasets.Inspect | None) -> str:
    """Return which packed format ``file`` is. Raises a refusal.

    ``inspect`` looks at each part of a ZIP file of data; without it, it may be none such.
    """
    try:
        with ZipFile(file) as pack:
            return _what(pack, _parts(pack, file, size), inspect)
    except BadZipFile as broken:
        file.seek(max(0, size - (1 << 16)))
        raise (Damaged if END in file.read() else Cut) from broken
    except UNREADABLE as broken:
        raise Damaged from broken


def _what(pack: ZipFile, parts: list[ZipInfo], inspect: datasets.Inspect | None) -> str:
    names = {part.filename for part in parts}
    if code := office.which(names):
        office.check(pack, parts)
        return code
    if parts and parts[0].filename == "mimetype":
        with pack.open(parts[0]) as told:
            if told.read(100).strip() != EPUB:
                raise UnknownFormat  # of another office
        epubs.check(pack, parts)
        return "epub"
    if inspect is None:
        raise NotData
    datasets.check(pack, parts, inspect)
    return "zip"


def _parts(pack: ZipFile, file: BinaryIO, size: int) -> list[ZipInfo]:
    """Return the parts, none of which is locked, a bomb, or anything but a plain file."""
    try:
        parts = packed.parts(pack, most_parts=MOST_PARTS, most_unpacked=MOST_UNPACKED)
    except packed.TooMuch as bomb:
        raise TooMuchInside from bomb
    except packed.Unsafe as unsafe:
        raise BadNames from unsafe
    unpacked = sum(part.file_size for part in parts)
    if unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * size:
        raise TooMuchInside
    if sum(part.compress_size for part in parts) > size:
        raise TooMuchInside  # its parts lie upon one another
    for part in parts:
        _check_part(part)
    _check_ends(pack, file, size, parts)
    return parts


def _check_part(part: ZipInfo) -> None:
    if part.flag_bits & 1:
        raise Locked
    if stat.S_ISLNK(part.external_attr >> 16):
        raise BadNames
    if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Damaged


def _check_ends(pack: ZipFile, file: BinaryIO, size: int, parts: list[ZipInfo]) -> None:
    """Raise TwoInOne if anything stands before the first part or behind the end."""
    file.seek(max(0, size - END_LENGTH - len(pack.comment)))
    if file.read(4) != END or (parts and min(part.header_offset for part in parts)):
        raise TwoInOne
