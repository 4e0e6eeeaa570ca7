"""What stands in HTML, in an EPUB's pages and in SVG: no programs, and nothing from elsewhere.

Where two programs read a page differently we take the stricter reading: what looks like an element
is one, in a comment too.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from typing_extensions import override

from turin.uploads.gate.refusals import BadLink, FromElsewhere, HoldsProgram

PROGRAMS = {"script", "iframe", "object", "embed", "applet", "frame", "frameset", "portal"}
SENDS = {"form", "base"}  # what is typed, or every address, goes to another place
LOADS = {"src", "srcset", "poster", "background", "lowsrc", "dynsrc", "data", "manifest"}
LOADED = {"link", "image", "use", "feimage"}  # whose href is fetched at once
HARMLESS_RELATIONS = {"alternate", "author", "canonical", "license", "help", "next", "prev", "up"}
RUNS = re.compile(r"^(?:javascript|vbscript|livescript|mocha|file|\\\\)")
RUNS_INSIDE = re.compile(r"(?:javascript|vbscript):")
OUTSIDE = re.compile(r"(?:^|[\s,])(?:[a-z][a-z0-9+.-]*:)?//|^(?:https?|ftp):")
HARMLESS_DATA = re.compile(
    r"^data:(?:image/(?:png|jpeg|gif|webp)|font/|audio/|video/|application/(?:x-)?font)"
)
IN_STYLE = re.compile(
    r"@import|url\(\s*['\"]?\s*(?:[a-z]+:)?//|expression\s*\(|behavior\s*:|-moz-binding"
)
ESCAPED = re.compile(r"\\([0-9a-f]{1,6})\s?")
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0]+")
RAW = re.compile(r"<[\s/]*(?:script|iframe|object|embed|applet|frameset|form)\b")
ANIMATED = {"to", "from", "values", "by"}


def look_at(tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
    """Raise a refusal if an element runs, loads from elsewhere, or leads to where it should not.

    ``tag`` and the names of ``attributes`` are without the prefix of their namespace.
    """
    tag = tag.lower()
    if tag in PROGRAMS:
        raise HoldsProgram
    if tag in SENDS:
        raise FromElsewhere
    told = {name.lower(): value or "" for name, value in attributes}
    if tag == "meta" and "http-equiv" in told and "refresh" in told["http-equiv"].lower():
        raise FromElsewhere
    relations = set(told.get("rel", "").lower().split())
    loaded = tag in LOADED and not (relations and relations <= HARMLESS_RELATIONS)
    for name, value in told.items():
        if name.startswith("on"):
            raise HoldsProgram
        _look_at_value(name, value.lower(), loaded=name in LOADS or (loaded and name == "href"))


def _look_at_value(name: str, value: str, *, loaded: bool) -> None:
    packed = UNSEEN.sub("", value)
    if RUNS.match(packed) or (name in ANIMATED and RUNS_INSIDE.search(packed)):
        raise BadLink
    if name == "srcdoc":
        raise HoldsProgram
    if (
        packed.startswith("data:")
        and (loaded or name == "href")
        and not HARMLESS_DATA.match(packed)
    ):
        raise BadLink
    if loaded and OUTSIDE.search(value.strip()):
        raise FromElsewhere
    if name == "style":
        look_at_style(value)


def look_at_style(words: str) -> None:
    """Raise FromElsewhere if a style sheet loads anything, or runs what old browsers ran."""
    plain = ESCAPED.sub(_letter, words.lower())
    if IN_STYLE.search(plain):
        raise FromElsewhere


def _letter(escaped: re.Match[str]) -> str:
    number = int(escaped[1], 16)
    return chr(number).lower() if number < 0x110000 else ""


def look_at_page(page: str) -> None:
    """Raise a refusal if a page of HTML runs, loads or leads to what it should not."""
    if RAW.search(page.lower()):
        raise HoldsProgram
    reader = _Reader()
    reader.feed(page)
    reader.close()


class _Reader(HTMLParser):
    """Looks at each element, at style sheets, and at what stands in comments."""

    def __init__(self, *, outermost: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._outermost = outermost
        self._in_style = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        look_at(tag.rpartition(":")[2], [(name.rpartition(":")[2], value) for name, value in attrs])
        self._in_style = tag == "style"

    @override
    def handle_data(self, data: str) -> None:
        if self._in_style:
            look_at_style(data)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    @override
    def handle_comment(self, data: str) -> None:
        if self._outermost:
            inner = _Reader(outermost=False)
            inner.feed(data)
            inner.close()
