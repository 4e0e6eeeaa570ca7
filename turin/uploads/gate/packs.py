"""What is packed: Office's documents, EPUB, and ZIP files of data."""

import re
import stat
import struct
import zlib
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from turin import packed
from turin.uploads.gate import markup, office, xml
from turin.uploads.gate.refusals import (
    BadNames,
    Cut,
    Damaged,
    HoldsFiles,
    HoldsProgram,
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
PAGES = (".xhtml", ".html", ".htm", ".svg")
SAID = (".opf", ".ncx", ".xml", ".smil")
DATA = {"csv", "tsv", "tab", "txt", "md", "json", "geojson", "xml", "xlsx", "pdf", "png", "jpg"}
DATA_BEGINS = {"xlsx": LOCAL, "pdf": b"%PDF-", "png": b"\x89PNG", "jpg": b"\xff\xd8\xff"}
RUNS = (
    b"MZ",
    b"\x7fELF",
    LOCAL,
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"Rar!",
    b"7z\xbc",
)
OBFUSCATION = re.compile(
    rb"Algorithm=[\"'](?!http://www\.idpf\.org/2008/embedding|http://ns\.adobe\.com/pdf/enc)"
)
BLOCK = 1 << 16
UNREADABLE = (zlib.error, struct.error, RuntimeError, EOFError, ValueError, OSError)


def what_pack(file: BinaryIO, size: int) -> str:
    """Return which packed format ``file`` is. Raises a refusal."""
    try:
        with ZipFile(file) as pack:
            return _what(pack, _parts(pack, file, size))
    except BadZipFile as broken:
        file.seek(max(0, size - (1 << 16)))
        raise (Damaged if END in file.read() else Cut) from broken
    except UNREADABLE as broken:
        raise Damaged from broken


def _what(pack: ZipFile, parts: list[ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if code := office.which(names):
        office.check(pack, parts)
        return code
    if parts and parts[0].filename == "mimetype":
        if pack.read(parts[0])[:100].strip() != EPUB:
            raise UnknownFormat  # of another office
        _check_epub(pack, parts)
        return "epub"
    _check_data(pack, parts)
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


def _check_epub(pack: ZipFile, parts: list[ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "META-INF/container.xml" not in names:
        raise Damaged
    if "META-INF/rights.xml" in names or "META-INF/license.lcpl" in names:
        raise Locked
    for part in parts:
        with pack.open(part) as content:
            _look_at_epub(content, part.filename)


def _look_at_epub(content: IO[bytes], name: str) -> None:
    low = name.lower()
    if low.endswith((".js", ".swf", ".exe", ".bat", ".jar")):
        raise HoldsProgram
    if low == "meta-inf/encryption.xml":
        if OBFUSCATION.search(content.read()):  # anything but hidden fonts
            raise Locked
    elif low.endswith(PAGES):
        styles = _Styles()
        xml.read(content, styles.tag, styles.words, may_name_type=True)
    elif low.endswith(SAID):
        xml.read(content, may_name_type=True)
    elif low.endswith(".css"):
        markup.look_at_style(content.read().decode("utf-8", "replace"))
    else:
        _read_through(content)


class _Styles:
    """Looks at each element, and at the words of style sheets in a page."""

    def __init__(self) -> None:
        self._inside = False

    def tag(self, name: str, told: dict[str, str]) -> None:
        markup.look_at(name, told.items())
        self._inside = name.lower() == "style"

    def words(self, said: str) -> None:
        if self._inside:
            markup.look_at_style(said)


def _check_data(pack: ZipFile, parts: list[ZipInfo]) -> None:
    if not any(not part.is_dir() for part in parts):
        raise NotData
    for part in parts:
        if part.is_dir():
            continue
        ending = part.filename.lower().rpartition(".")[2]
        if ending not in DATA:
            raise NotData
        with pack.open(part) as content:
            begins = content.read(8)
            wanted = DATA_BEGINS.get(ending)
            if wanted and not begins.startswith(wanted):
                raise NotData
            if not wanted and begins.startswith(RUNS):
                raise HoldsProgram
            if ending == "xlsx":
                _check_workbook(pack, part)
            _read_through(content)


def _check_workbook(pack: ZipFile, part: ZipInfo) -> None:
    """Look into a workbook as if it had come by itself."""
    if part.file_size > office.MOST_EMBEDDED:
        raise TooMuchInside
    with pack.open(part) as content, ZipFile(content) as inner:
        parts = inner.infolist()
        if sum(one.file_size for one in parts) > MOST_UNPACKED // 5:
            raise TooMuchInside
        if office.which({one.filename for one in parts}) != "xlsx":
            raise HoldsFiles
        office.check(inner, parts, embedded=True)


def _read_through(content: IO[bytes]) -> None:
    """Read to the end, at which its sum is checked."""
    while content.read(BLOCK):
        pass
