"""Pictures: their parts are walked through, from the first octet to the last; nothing is drawn."""

import zlib
from typing import BinaryIO

from turin.uploads.gate.refusals import Cut, Damaged, TooManyPixels, TwoInOne

MOST = 40  # millions of pixels: who shows it needs four octets for each
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
BARE = {0x01, *range(0xD0, 0xD8)}  # marks of a JPEG without a length
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # those that say how large it is
START_OF_SCAN, END = 0xDA, 0xD9
SAMSUNG = b"SEFT"  # what its telephones add to each picture ends so
BLOCK = 1 << 16


def check_png(file: BinaryIO) -> None:
    """Raise a refusal unless ``file`` is a PNG from beginning to end."""
    file.seek(len(PNG))
    kind = b""
    while kind != b"IEND":
        head = _exactly(file, 8)
        length, first = int.from_bytes(head[:4]), not kind
        kind = head[4:]
        if first and (kind, length) != (b"IHDR", 13):
            raise Damaged
        body = _checked_chunk(file, kind, length)
        if first:
            _check_pixels(int.from_bytes(body[:4]), int.from_bytes(body[4:8]))
    if file.read(1):
        raise TwoInOne


def _checked_chunk(file: BinaryIO, kind: bytes, length: int) -> bytes:
    """Return the beginning of a chunk whose sum is right; the rest is read and forgotten."""
    total, begins, left = zlib.crc32(kind), b"", length
    while left:
        block = _exactly(file, min(left, BLOCK))
        begins, total, left = begins or block, zlib.crc32(block, total), left - len(block)
    if int.from_bytes(_exactly(file, 4)) != total:
        raise Damaged
    return begins


def check_jpeg(file: BinaryIO) -> None:
    """Raise a refusal unless ``file`` is a JPEG, with nothing behind but what telephones add."""
    content = file.read()
    end, sized = _end_of_jpeg(content, 0)
    if not sized:
        raise Damaged
    while content[end : end + 3] == JPEG:  # a smaller one, or one for brighter screens
        end, _ = _end_of_jpeg(content, end)
    if content[end:].strip(b"\0") and not content.endswith(SAMSUNG):
        raise TwoInOne


def _end_of_jpeg(content: bytes, at: int) -> tuple[int, bool]:
    """Return where the picture that begins ``at`` ends, and whether it says how large it is."""
    at, sized = at + 2, False
    while True:
        if at + 4 > len(content) and content[at : at + 2] != bytes((0xFF, END)):
            raise Cut
        if content[at] != 0xFF:
            raise Damaged
        kind = content[at + 1]
        if kind == END:
            return at + 2, sized
        if kind in BARE or kind == 0xFF:
            at += 1 if kind == 0xFF else 2
            continue
        if kind in FRAMES:
            sized = True
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            _check_pixels(int.from_bytes(width), int.from_bytes(height))
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
        if kind == START_OF_SCAN:
            at = _end_of_scan(content, at)


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next mark stands that ends a run of packed pixels."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in {0x00, *BARE}:
            return at
        at += 2
    raise Cut


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise Damaged
    if width * height > MOST * 1_000_000:
        raise TooManyPixels(most=MOST)


def _exactly(file: BinaryIO, size: int) -> bytes:
    found = file.read(size)
    if len(found) < size:
        raise Cut
    return found
