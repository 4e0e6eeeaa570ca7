"""The text of a DOCX as blocks: headings, paragraphs, lists and tables, as the file says they are.

Read with lxml, which follows no entity and no address. A library that makes whole HTML of it was
looked at: it brings pictures and styles along, which are what is to be left out.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from courses.materials.derived.child.refusing import Refused
from courses.materials.derived.child.text import write
from courses.materials.derived.child.tidying import tidy

MOST_OCTETS = 64 * 1024 * 1024  # of the document within, unpacked
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = {"title": "h2", "heading1": "h2", "heading2": "h3", "heading3": "h4"}


def edition(source: Path, result: Path, _language: str) -> dict[str, Any]:
    """Write the blocks of a DOCX. Raises Refused if it is none, or is locked."""
    parts = _parts(source)
    styles = _styles(parts["word/styles.xml"]) if parts["word/styles.xml"] else {}
    document = _parsed(parts["word/document.xml"])
    body = document.find(f"{W}body")
    if body is None:
        raise Refused("broken")
    write(result, list(_blocks(body, styles)))
    return {}


def _parts(source: Path) -> dict[str, bytes]:
    """Return the two parts that are read."""
    with source.open("rb") as file:
        if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # what Office locks a file into
            raise Refused("encrypted")
    try:
        with zipfile.ZipFile(source) as parts:
            names = set(parts.namelist())
            return {
                name: _unpacked(parts, name) if name in names else b""
                for name in ("word/document.xml", "word/styles.xml")
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("broken") from error


def _unpacked(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        content = part.read(MOST_OCTETS + 1)
    if len(content) > MOST_OCTETS:
        raise Refused("too_heavy")
    return content


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("broken") from error


def _styles(content: bytes) -> dict[str, str]:
    """Return the tag of each style that is a heading, by its id. Names are English everywhere."""
    found = {}
    for style in _parsed(content).iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            plain = str(name.get(f"{W}val", "")).replace(" ", "").lower()
            if tag := HEADINGS.get(plain):
                found[str(style.get(f"{W}styleId"))] = tag
    return found


def _blocks(body: Any, styles: dict[str, str]) -> Iterator[list[Any]]:
    for one in body:
        if one.tag == f"{W}p":
            if words := _words(one):
                yield [_tag(one, styles), words]
        elif one.tag == f"{W}tbl":
            if rows := list(_rows(one)):
                yield ["table", rows]
        elif one.tag == f"{W}sdt":  # a frame around some of them, like a table of contents
            content = one.find(f"{W}sdtContent")
            if content is not None:
                yield from _blocks(content, styles)


def _tag(paragraph: Any, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if style is not None and (tag := styles.get(str(style.get(f"{W}val")))):
        return tag
    return "li" if paragraph.find(f"{W}pPr/{W}numPr") is not None else "p"


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table.iter(f"{W}tr"):
        cells = [" ".join(map(_words, cell.iter(f"{W}p"))).strip() for cell in row.iter(f"{W}tc")]
        if any(cells):
            yield cells


def _words(paragraph: Any) -> str:
    """Return what a paragraph says as it stands now: what was struck out is in other elements."""
    said = []
    for one in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        if one.tag == f"{W}t":
            said.append(one.text or "")
        else:
            said.append("-" if one.tag == f"{W}noBreakHyphen" else " ")
    return tidy("".join(said))
