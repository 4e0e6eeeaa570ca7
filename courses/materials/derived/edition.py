"""The text-only edition: blocks as the child found them, written as plain HTML by us."""

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

TAGS = {"h2", "h3", "h4", "p", "li"}
OPEN, CLOSE = Markup("<ul>"), Markup("</ul>")
MOST_OCTETS = 16 * 1024 * 1024


class NoBlocks(Exception):
    """What the child has written is not what it should be."""


def read(result: Path) -> list[tuple[str, Any]]:
    """Return the blocks that a child wrote: a tag with words, or ``table`` with rows of words.

    Raises NoBlocks.
    """
    if not result.is_file() or result.stat().st_size > MOST_OCTETS:
        raise NoBlocks
    try:
        found = [(str(tag), content) for tag, content in json.loads(result.read_bytes())]
    except (ValueError, TypeError) as error:
        raise NoBlocks from error
    if not all(_is_block(tag, content) for tag, content in found):
        raise NoBlocks
    return found


def _is_block(tag: str, content: Any) -> bool:
    if tag == "table":
        cells = [cell for row in content for cell in row] if isinstance(content, list) else [None]
        return all(isinstance(cell, str) for cell in cells)
    return tag in TAGS and isinstance(content, str)


def texts(blocks: list[tuple[str, Any]]) -> list[str]:
    """Return all words, block by block."""
    return [
        " ".join(cell for row in content for cell in row) if tag == "table" else content
        for tag, content in blocks
    ]


def html(blocks: list[tuple[str, Any]]) -> str:
    """Return the blocks as HTML; every word is escaped, no other tags occur."""
    lines: list[Markup] = []
    listed = False
    for tag, content in blocks:
        if listed != (tag == "li"):
            listed = not listed
            lines.append(OPEN if listed else CLOSE)
        lines.append(_table(content) if tag == "table" else _block(tag, content))
    if listed:
        lines.append(CLOSE)
    return "\n".join(lines)


def _block(tag: str, words: str) -> Markup:
    return Markup(f"<{tag}>{escape(words)}</{tag}>")  # noqa: S704 - one of TAGS, and escaped


def _table(rows: list[list[str]]) -> Markup:
    cells = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row)
        )
        for row in rows
    )
    return Markup('<div class="wide" tabindex="0"><table>{}</table></div>').format(cells)
