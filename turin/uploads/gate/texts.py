"""Text: HTML, CSV, or plain. Which of them it is, its first lines say."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import IO

from turin.uploads.gate import markup
from turin.uploads.gate.refusals import (
    Damaged,
    Drawing,
    HoldsFormula,
    TwoInOne,
    UnknownFormat,
)

BEGINS_HTML = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.DOTALL
)
BEGINS_SVG = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--.*?-->|<!doctype\s+svg[^>]*>|\s)*<(?:\w+:)?svg\b", re.DOTALL
)
# The last is of Multiplan, which Excel opens and runs, also where it is called CSV.
OTHER_TEXTS = ("#!", "{\\rtf", "%!", "<?php", "-----begin", "@echo off", "id;p")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_OCTETS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
BLOCK = 1 << 16
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
LOOK = 2000  # letters at the beginning
DELIMITERS = "\t;,|"
FEWEST_ROWS, LOOKED_AT = 2, 20
NEVER = "\0"  # what parts no cells: a row is a cell
SIGNS = set("=@+-")  # that a formula may begin with
LONGEST = 100_000  # letters of a cell
MAY_RECKON = re.compile(r"(?:^|[\s,;|\"])=|!")  # some cell may, whatever the cells are parted by


def what_text(content: bytes) -> str:
    """Return ``html``, ``csv`` or ``txt``. Raises a refusal."""
    text = _decoded(content)
    begins = text[:LOOK].lstrip("\ufeff").lstrip().lower()
    if b"%PDF-" in content[:1024]:
        raise TwoInOne
    if BEGINS_SVG.match(begins):
        raise Drawing
    if BEGINS_HTML.match(begins):
        markup.look_at_page(text)
        return "html"
    if begins.startswith(("<", *OTHER_TEXTS)):
        raise UnknownFormat
    delimiter = _delimiter(text)
    if delimiter is None:
        return "txt"
    _check_whole(text, delimiter)
    _check_cells(text)
    return "csv"


def check_table(content: bytes) -> None:
    """Raise HoldsFormula if a spreadsheet program that opens it would reckon.

    It is for what is called a table wherever it goes, and so is opened as one, of a column too.
    """
    _check_cells(_decoded(content))


def check_words(file: IO[bytes]) -> None:
    """Raise UnknownFormat unless all of ``file`` is text, in which no markup or program stands."""
    block = file.read(BLOCK)
    marked = block.startswith(MARKS)
    text = block.decode("utf-16" if marked else "utf-8", "replace")
    if text.lstrip("\ufeff").lstrip().lower().startswith(("<", *OTHER_TEXTS)):
        raise UnknownFormat
    while block:
        if not marked and CONTROL_OCTETS.search(block):
            raise UnknownFormat
        block = file.read(BLOCK)


def _decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 as it is marked, else Windows-1252 or so.

    Raises UnknownFormat for what is no text, and Damaged for half a letter.
    """
    marked = next(
        (name for mark, name in _MARKS.items() if content.startswith(mark)),
        "",
    )
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError as broken:
        if marked:
            raise Damaged from broken
        text = content.decode("latin-1")  # some alphabet of before: which one, its reader knows
    if CONTROLS.search(text):
        raise UnknownFormat
    return text


_MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


def _delimiter(text: str) -> str | None:
    """Return what parts the cells, if the first lines all have as many of it, and at least one."""
    lines = [line for line in text[: LOOK * 10].splitlines() if line.strip()][: LOOKED_AT + 1]
    if len(lines) > LOOKED_AT:
        lines = lines[:LOOKED_AT]
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        if len(rows) >= FEWEST_ROWS and len(widths) == 1 and widths != {1}:
            return delimiter
    return None


def _check_whole(text: str, delimiter: str) -> None:
    """Raise Damaged unless quotes are closed, as the cells of all rows show."""
    csv.field_size_limit(LONGEST)
    try:
        for _ in csv.reader(_lines(text), delimiter=delimiter):
            pass
    except csv.Error as broken:
        raise Damaged from broken


def _check_cells(text: str) -> None:
    """Look at the cells as each program parts them: by what, its reader's country decides."""
    if not MAY_RECKON.search(text):
        return
    csv.field_size_limit(max(LONGEST, len(text)))
    found = [delimiter for delimiter in DELIMITERS if delimiter in text]
    for delimiter in (*found, NEVER):
        for row in csv.reader(_lines(text), delimiter=delimiter):
            begins = {cell.lstrip()[:1] for cell in row}
            if not begins.isdisjoint(SIGNS) and any(map(_is_formula, row)):
                raise HoldsFormula


def _lines(text: str) -> Iterator[str]:
    return (line[0] for line in LINE.finditer(text))


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet program would reckon: ``=1+1``, or ``@SUM(1)`` and ``+cmd|...``."""
    first = cell.lstrip()[:1]
    return first == "=" or (
        first in {"@", "+", "-"} and ("(" in cell or "|" in cell) and "!" in cell
    )
