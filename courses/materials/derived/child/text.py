"""The text of a PDF as blocks, in the order of reading as far as the file tells it."""

import json
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from courses.materials.derived.child import lines, objects
from courses.materials.derived.child.lines import Line
from courses.materials.derived.child.paragraphs import Block, blocks
from courses.materials.derived.child.pdf import opened
from courses.materials.derived.child.refusing import Refused
from turin.language.known import DEFAULT, DOCUMENTS

ALPHABETS = {"latin", "cyrillic", "armenian", "georgian", "hans", "hangul"}
MOST_PAGES = 1000
MOST_LETTERS = 4_000_000


def edition(source: Path, result: Path, language: str) -> dict[str, Any]:
    """Write the blocks of a PDF. Raises Refused if it cannot be opened, or is an encyclopaedia."""
    with opened(source) as document:
        if len(document) > MOST_PAGES:
            raise Refused("too_heavy")
        pages = [_read(document, number, language) for number in range(len(document))]
    write(result, blocks(pages, language))
    return {"pages": len(pages)}


def _read(document: pdfium.PdfDocument, number: int, language: str) -> list[Line]:
    """Return the lines of a page; where it cannot be read, none."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return []
    known = DOCUMENTS.get(language, DEFAULT)
    try:
        if known.script in ALPHABETS:
            return lines.lines(page)
        return objects.lines(page, rtl=known.direction == "rtl")
    finally:
        page.close()


def write(result: Path, found: list[Block]) -> None:
    """Write blocks as JSON. Raises Refused if they are more than anybody reads on a page."""
    if sum(len(str(block[1])) for block in found) > MOST_LETTERS:
        raise Refused("too_heavy")
    result.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
