"""Recordings in boxes: MP4 and M4A, and WebM. Their boxes are walked through, their pictures not.

Sources: ISO/IEC 14496-12 (boxes), RFC 8794 (EBML), the WebM container guidelines.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from turin.uploads.gate.refusals import Cut, Damaged, FromElsewhere, HoldsFiles, UnknownFormat

MOST_BOXES = 200_000
SOUND_ALONE = {b"M4A ", b"M4B "}
BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
HOLD_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"dinf"}
OF_ITSELF = 1  # a flag: the pictures lie in this very file
EBML, SEGMENT, INFO, ATTACHMENTS = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1941A469
DOC_TYPE, SCALE, DURATION = 0x4282, 0x2AD7B1, 0x4489


class Box(NamedTuple):
    """A box: its kind, where its content begins, and where it ends."""

    kind: bytes
    begins: int
    ends: int


def mp4(file: BinaryIO, size: int) -> tuple[str, int | None]:
    """Return whether it is ``mp4`` or ``m4a``, and its seconds. Raises a refusal."""
    boxes = list(_boxes(file, 0, size))
    brand = _at(file, boxes[0].begins, 4)
    compatible = _at(file, boxes[0].begins, min(400, boxes[0].ends - boxes[0].begins))
    brands = {compatible[at : at + 4] for at in range(0, len(compatible), 4)}
    if not brands & (BRANDS | SOUND_ALONE):
        raise UnknownFormat  # of QuickTime, or a picture of an iPhone
    movie = next((box for box in boxes if box.kind == b"moov"), None)
    if movie is None:
        raise Damaged
    inside = list(_inside(file, movie))
    if any(box.kind == b"dref" and _points_elsewhere(file, box) for box in inside):
        raise FromElsewhere
    handled = {_at(file, box.begins + 8, 4) for box in inside if box.kind == b"hdlr"}
    if not handled & {b"vide", b"soun"}:
        raise Damaged
    sound = brand in SOUND_ALONE or b"vide" not in handled
    return "m4a" if sound else "mp4", _mp4_seconds(file, inside)


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[Box]:
    for _ in range(MOST_BOXES):
        if at >= end:
            return
        head = _at(file, at, 16)
        if len(head) < 8:
            raise Cut
        length, begins = int.from_bytes(head[:4]), at + 8
        if length == 1:
            length, begins = int.from_bytes(head[8:16]), at + 16
        elif length == 0:  # to the end
            length = end - at
        if length < begins - at:
            raise Damaged
        if at + length > end:
            raise Cut
        yield Box(head[4:8], begins, at + length)
        at += length
    raise Damaged


def _inside(file: BinaryIO, outer: Box) -> Iterator[Box]:
    for box in _boxes(file, outer.begins, outer.ends):
        yield box
        if box.kind in HOLD_BOXES:
            yield from _inside(file, box)


def _points_elsewhere(file: BinaryIO, references: Box) -> bool:
    entries = _boxes(file, references.begins + 8, references.ends)
    return any(_at(file, one.begins, 4)[-1:] != bytes((OF_ITSELF,)) for one in entries)


def _mp4_seconds(file: BinaryIO, inside: list[Box]) -> int | None:
    head = next((box for box in inside if box.kind == b"mvhd"), None)
    told = _at(file, head.begins, 32) if head else b""
    if len(told) < 32:
        raise Damaged
    scale, lasts = (
        struct.unpack(">IQ", told[20:32]) if told[0] else struct.unpack(">II", told[12:20])
    )
    return round(lasts / scale) if scale and lasts else None  # none: it is told in pieces


def webm_seconds(file: BinaryIO, size: int) -> int | None:
    """Return how long a WebM is, if it says so. Raises a refusal unless all of it is one."""
    head = _element(file, 0, size)
    kinds = {one.kind: one for one in _elements(file, head.begins, head.ends)}
    if DOC_TYPE not in kinds or _content(file, kinds[DOC_TYPE]).strip(b"\0") != b"webm":
        raise UnknownFormat  # another Matroska
    segment = _element(file, head.ends, size)
    if segment.kind != SEGMENT:
        raise Damaged
    seconds = None
    for one in _elements(file, segment.begins, segment.ends):
        if one.kind == ATTACHMENTS:
            raise HoldsFiles
        if one.kind == INFO:
            seconds = _webm_length(file, one)
    return seconds


class Element(NamedTuple):
    """An element of EBML: its number, where its content begins, and where it ends."""

    kind: int
    begins: int
    ends: int


def _webm_length(file: BinaryIO, info: Element) -> int | None:
    told = {one.kind: _content(file, one) for one in _elements(file, info.begins, info.ends)}
    lasts, scale = told.get(DURATION, b""), int.from_bytes(told.get(SCALE, b"")) or 1_000_000
    if len(lasts) not in {4, 8}:
        return None
    (number,) = struct.unpack(">d" if len(lasts) == 8 else ">f", lasts)
    return round(number * scale / 1e9) if 0 <= number * scale / 1e9 < 1e6 else None


def _elements(file: BinaryIO, at: int, end: int) -> Iterator[Element]:
    for _ in range(MOST_BOXES):
        if at >= end:
            return
        one = _element(file, at, end)
        yield one
        at = one.ends
    raise Damaged


def _element(file: BinaryIO, at: int, end: int) -> Element:
    """Return the element that stands ``at``; one of unknown length goes on to the ``end``."""
    head = _at(file, at, 12)
    if not head or not head[0]:
        raise Damaged
    long = 9 - head[0].bit_length()
    rest = head[long:]
    if not rest:
        raise Cut
    if not rest[0] or long > 4:
        raise Damaged
    wide = 9 - rest[0].bit_length()
    if len(rest) < wide:
        raise Cut
    length = int.from_bytes(rest[:wide]) & (1 << 7 * wide) - 1
    begins = at + long + wide
    if length == (1 << 7 * wide) - 1:
        return Element(int.from_bytes(head[:long]), begins, end)
    if begins + length > end:
        raise Cut
    return Element(int.from_bytes(head[:long]), begins, begins + length)


def _content(file: BinaryIO, one: Element) -> bytes:
    return _at(file, one.begins, min(64, one.ends - one.begins))


def _at(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    return file.read(size)
