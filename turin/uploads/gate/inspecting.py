"""What a file is: decided by its first octets, then proved by reading all of it."""

import zipfile
from functools import partial
from pathlib import Path
from typing import BinaryIO

from turin.uploads.gate import packs, pdf, pictures, sounds, texts, videos
from turin.uploads.gate.formats import FORMATS, Found
from turin.uploads.gate.refusals import Empty, OldOffice, TooLarge, TwoInOne, UnknownFormat

LOOK = 1024  # octets at the beginning
OLE = b"\xd0\xcf\x11\xe0"  # Word, Excel and PowerPoint of before 2007; newer ones with a password
EBML = b"\x1a\x45\xdf\xa3"
PACKED = ("zip", "docx", "pptx", "xlsx", "epub")
# By their beginning; what stands in one of several says which of them it is.
BEGINNINGS = {
    b"%PDF-": ("pdf",),
    packs.LOCAL: PACKED,
    pictures.PNG: ("png",),
    pictures.JPEG: ("jpg",),
    b"ID3": ("mp3",),
    b"OggS": ("opus",),
    EBML: ("webm",),
}
BINARY = set(range(9)) | set(range(14, 27)) | set(range(28, 32))  # octets that stand in no text
TEXTS = ("html", "csv", "txt")
MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, half of whose octets stand in no other text


def first_look(begins: bytes, size: int) -> None:
    """Raise a refusal if a file of ``size`` octets that begins so cannot be taken.

    It spares who sends over a thin line the rest of it.
    """
    if not size:
        raise Empty
    possible = _possible(begins)
    most = max((FORMATS[code] for code in possible), key=lambda one: one.most)
    if size > most.most:
        raise TooLarge(format=most.name, most=most.most)


def _possible(begins: bytes) -> tuple[str, ...]:
    """Return the formats that a file can be which begins so. Raises UnknownFormat or OldOffice."""
    for mark, codes in BEGINNINGS.items():
        if begins.startswith(mark):
            return codes
    if begins[4:8] == b"ftyp":
        return "mp4", "m4a"
    if len(begins) > 1 and begins[0] == 0xFF and begins[1] & 0xE6 == 0xE2:  # a frame, no tag before
        return ("mp3",)
    if begins.startswith(OLE):
        raise OldOffice
    if not begins.startswith(MARKS) and BINARY & set(begins[:LOOK]):
        raise UnknownFormat
    return TEXTS


def inspect(path: Path) -> Found:
    """Return what the file is that lies at ``path``, whatever it is called. Raises a refusal."""
    with path.open("rb") as file:
        return _inspect(file, path.stat().st_size)


def _inspect(file: BinaryIO, size: int, *, inside: bool = False) -> Found:
    """Return what ``file`` is: one that was sent, or one ``inside`` of a ZIP file of data."""
    begins = file.read(LOOK)
    first_look(begins, size)
    possible = _possible(begins)
    _check_alone(file, begins, possible)
    read = _pack_inside if inside and possible == PACKED else _READERS[possible]
    found = read(file, size)
    most = FORMATS[found.format]
    if size > most.most:
        raise TooLarge(format=most.name, most=most.most)
    return found


def _check_alone(file: BinaryIO, begins: bytes, possible: tuple[str, ...]) -> None:
    """Raise TwoInOne if another program would open something else in it."""
    hidden = b"%PDF-" in begins[1:] if possible == ("pdf",) else b"%PDF-" in begins
    if packs.LOCAL not in begins[:4] and (hidden or zipfile.is_zipfile(file)):
        raise TwoInOne


def _pdf(file: BinaryIO, size: int) -> Found:
    return Found("pdf", size, pages=pdf.check_pdf(file, size))


def _pack(file: BinaryIO, size: int) -> Found:
    return Found(packs.what_pack(file, size, partial(_inspect, inside=True)), size)


def _pack_inside(file: BinaryIO, size: int) -> Found:
    return Found(packs.what_pack(file, size, None), size)  # and so on would have no end


def _png(file: BinaryIO, size: int) -> Found:
    pictures.check_png(file)
    return Found("png", size)


def _jpeg(file: BinaryIO, size: int) -> Found:
    file.seek(0)
    pictures.check_jpeg(file)
    return Found("jpg", size)


def _mp3(file: BinaryIO, size: int) -> Found:
    return Found("mp3", size, seconds=sounds.mp3_seconds(file, size))


def _opus(file: BinaryIO, size: int) -> Found:
    return Found("opus", size, seconds=sounds.opus_seconds(file, size))


def _mp4(file: BinaryIO, size: int) -> Found:
    code, seconds = videos.mp4(file, size)
    return Found(code, size, seconds=seconds)


def _webm(file: BinaryIO, size: int) -> Found:
    return Found("webm", size, seconds=videos.webm_seconds(file, size))


def _text(file: BinaryIO, size: int) -> Found:
    file.seek(0)
    return Found(texts.what_text(file.read()), size)


_READERS = {
    ("pdf",): _pdf,
    PACKED: _pack,
    ("png",): _png,
    ("jpg",): _jpeg,
    ("mp3",): _mp3,
    ("opus",): _opus,
    ("mp4", "m4a"): _mp4,
    ("webm",): _webm,
    TEXTS: _text,
}
