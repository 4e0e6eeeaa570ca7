"""Sheets as text: CSV in whatever encoding and with whatever delimiter, and what is pasted."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO

from turin.web.sheets.refusals import NoLetters, NoSheet

DELIMITERS = "\t;,|"  # of two that are there as often, the first
HINT = "sep="  # by which a first line tells programs which one it is
LONGEST = 50_000  # letters of a cell
SAMPLE = 200  # octets by which UTF-16 without a mark is known
# Of Excel in Western Europe; other octets of that range are no letters in it.
FALLBACK = "cp1252"


def decoded(content: bytes) -> str:
    """Return ``content`` as text: UTF-8 or UTF-16, with or without a mark, or Windows-1252.

    Raises NoLetters.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NoLetters


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    if content.startswith(BOM_UTF8):
        return ("utf-8-sig",)
    sample = content[:SAMPLE]
    if b"\0" in sample:  # every other octet of Latin letters is one
        return ("utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le",)
    return "utf-8", FALLBACK


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of each line. Raises NoSheet if a quote is left open."""
    first, _end, rest = text.partition("\n")
    if first.strip().lower().startswith(HINT) and len(first.strip()) == len(HINT) + 1:
        delimiter, lines = first.strip()[-1], "\n" + rest  # so that rows keep their numbers
    else:
        delimiter, lines = _delimiter(text), text
    csv.field_size_limit(LONGEST)
    try:
        return list(csv.reader(StringIO(lines, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as broken:
        raise NoSheet from broken


def _delimiter(text: str) -> str:
    """Return what separates the cells: what is there most often in the first line with letters."""
    lines = (line for line in text.splitlines() if line.strip())
    unquoted = "".join(next(lines, "").split('"')[::2])
    return max(DELIMITERS, key=lambda one: (unquoted.count(one), -DELIMITERS.index(one)))
