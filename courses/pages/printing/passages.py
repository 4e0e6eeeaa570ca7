"""Texts in Markdown as a paper sets them: blocks of runs, and the language they are in."""

from typing import Any

from flask_babel import gettext as _
from markdown_it.token import Token

from turin.db.types import Text
from turin.language import reader
from turin.language.formats import language_name
from turin.language.known import DOCUMENTS
from turin.web.markdown import READER

Passage = dict[str, Any]


def passage(text: Text) -> Passage | None:
    """Return a text in the best language that the reader has, and a word on it if it is another."""
    said, hers = reader.said(text), reader.current().code
    if not said.words:
        return None
    told = _(
        "Not in %(wanted)s; shown in %(served)s.",
        wanted=language_name(hers),
        served=language_name(said.language),
    )
    return _in(said.language, _blocks(said.words)) | {"told": "" if said.language == hers else told}


def run(text: Text) -> Passage:
    """Return a title: one line of it, which says for itself which way it runs."""
    said = reader.said(text)
    return _in(said.language, [_block("", [_run(said.words)])])


def sentence(words: str) -> Passage:
    """Return a paragraph of ours, in the reader's language."""
    return _in(reader.current().code, [_block("", [_run(words)])])


def _in(language: str, blocks: list[dict[str, Any]]) -> Passage:
    known = DOCUMENTS.get(language)
    direction = known.direction if known else "ltr"
    return {"language": language, "direction": direction, "blocks": blocks, "told": ""}


def _blocks(words: str) -> list[dict[str, Any]]:
    """Return each paragraph with the mark of the list that it stands in, if it begins an entry."""
    blocks, mark = [], ""
    for token in READER.parse(words):
        if token.type == "list_item_open":
            mark = f"{token.info}." if token.info else "•"
        elif token.type == "inline":
            for runs in _lines(token.children or []):
                blocks.append(_block(mark, runs))
                mark = ""
    return blocks


def _lines(tokens: list[Token]) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = [[]]
    styles = {"strong": 0, "em": 0}
    for token in tokens:
        if token.tag in styles:
            styles[token.tag] += token.nesting
        elif token.type == "hardbreak":
            lines.append([])
        elif words := " " if token.type == "softbreak" else token.content:
            lines[-1].append(_run(words, strong=styles["strong"] > 0, em=styles["em"] > 0))
    return lines


def _block(mark: str, runs: list[dict[str, Any]]) -> dict[str, Any]:
    return {"mark": mark, "runs": runs}


def _run(words: str, *, strong: bool = False, em: bool = False) -> dict[str, Any]:
    return {"words": words, "strong": strong, "em": em}
