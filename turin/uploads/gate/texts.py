"""Text: HTML, CSV, or plain. Which of them it is, its first lines say."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO

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
OTHER_TEXTS = ("#!", "{\\rtf", "%!", "<?php", "-----begin", "@echo off")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
LOOK = 2000  # letters at the beginning
DELIMITERS = "\t;,|"
FEWEST_ROWS, LOOKED_AT = 2, 20
LONGEST = 100_000  # letters of a cell


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
    _check_cells(text, delimiter)
    return "csv"


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


def _check_cells(text: str, delimiter: str) -> None:
    csv.field_size_limit(LONGEST)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            if any(_is_formula(cell) for cell in row):
                raise HoldsFormula
    except csv.Error as broken:
        raise Damaged from broken


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet program would reckon: ``=1+1``, or ``@SUM(1)`` and ``+cmd|...``."""
    first = cell.lstrip()[:1]
    return first == "=" or (
        first in {"@", "+", "-"} and ("(" in cell or "|" in cell) and "!" in cell
    )
