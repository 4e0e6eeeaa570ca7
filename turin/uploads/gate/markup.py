"""What stands in HTML, in an EPUB's pages and in SVG: no programs, and nothing from elsewhere.

Where two programs read a page differently we take the stricter reading: what looks like an element
is one, in a comment, a style sheet or an attribute too.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from turin.uploads.gate.refusals import BadLink, FromElsewhere, HoldsProgram, TooHard, UnknownFormat
from turin.uploads.gate.styles import UNSEEN, look_at_style

PROGRAMS = {
    *(
        "script",
        "iframe",
        "object",
        "embed",
        "applet",
        "frame",
        "frameset",
        "portal",
        "fencedframe",
    ),
    "form",  # it sends what is typed
}
LINKS = {"a", "area", "imagedata"}  # whose href is followed by hand; of Word's picture, a note
HARMLESS_RELATIONS = {
    *("alternate", "author", "canonical", "help", "license", "next", "prev", "profile", "up"),
    *("me", "shortlink", "schema.dc", "schema.dcterms"),
}
TELLS = {"refresh", "link"}  # where to go, and which sheet to load
LOADING = {
    *("src", "poster", "background", "lowsrc", "dynsrc", "data", "manifest", "base"),
    "attributionsrc",
}
SETS = {"srcset", "imagesrcset"}  # of several addresses
ANIMATED = {"to", "from", "values", "by"}
LEADING = {*LOADING, *ANIMATED, "href", "action", "cite", "longdesc", "url"}
STYLED = {
    *("style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", *ANIMATED),
    *("marker", "marker-start", "marker-mid", "marker-end"),
}
RUNS = re.compile(r"^(?:(?:javascript|vbscript|livescript|mocha|file):|\\[\\/]|/\\)")
RUNS_INSIDE = re.compile(r"(?:javascript|vbscript):")
SCHEME = re.compile(r"([a-z][a-z0-9+-]*):")
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "sms", "geo", "urn", "doi", "data"}
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|(?:https?|ftp):")
OF_SET = re.compile(r"(?:(?<=[\s,])|^)data:\S*|[\s,]+")
HARMLESS_DATA = re.compile(
    r"data:(?:,?$|font/|audio/|video/|application/(?:x-)?font"
    r"|image/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon))"
)
DRAWING = re.compile(r"data:image/svg\+xml")  # shown by img it neither runs nor loads

# As the standard of HTML reads them: a tag and each of its attributes, from any "<".
TAG = re.compile(r"<([a-z][^ \t\n\r\f/>]*)", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"[ \t\n\r\f/]*([^ \t\n\r\f/>][^ \t\n\r\f/>=]*)"
    r"(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:\"([^\"]*)\"|'([^']*)'|([^ \t\n\r\f>\"'][^ \t\n\r\f>]*))?)?"
)
STYLE = re.compile(r"<style\b(.*?)(?:</style[\s/>]|\Z)", re.DOTALL | re.IGNORECASE)
MOST_STYLE = 10_000_000  # letters: fonts may stand in it
ESCAPE = "\x1b"  # changes the alphabet in the midst of a page, and with it what we have read


def look_at(tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
    """Raise a refusal if an element runs, loads from elsewhere, or leads to where it should not.

    A prefix, of ``tag`` or of an attribute, says nothing: another element may stand behind it.
    """
    tag = _bare(tag)
    if tag in PROGRAMS:
        raise HoldsProgram
    if tag == "base":  # every address then leads elsewhere
        raise FromElsewhere
    told = [(_bare(name), value or "") for name, value in attributes]
    if tag == "meta" and any(name == "http-equiv" and _tells(value) for name, value in told):
        raise FromElsewhere
    relations = {word for name, value in told if name == "rel" for word in value.lower().split()}
    followed = tag in LINKS or (tag == "link" and relations and relations <= HARMLESS_RELATIONS)
    for name, value in told:  # one may stand there twice, and it differs which of them counts
        if name.startswith("on") or name in {"srcdoc", "formaction"}:
            raise HoldsProgram
        if name in STYLED:
            look_at_style(value)
        if name in LOADING or (name == "href" and not followed):
            _look_at_loaded(tag, value)
        _look_at_address(name, value)


def _bare(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _tells(header: str) -> bool:
    return any(one in header.lower() for one in TELLS)


def _packed(value: str) -> str:
    """Return an address as programs take it, which pass over what cannot be seen."""
    return UNSEEN.sub("", value.lower())


def is_outside(address: str) -> bool:
    """Whether an address leads away from the file that it stands in."""
    return OUTSIDE.match(_packed(address).replace("\\", "/")) is not None


def _look_at_loaded(tag: str, value: str) -> None:
    if is_outside(value):
        raise FromElsewhere
    packed = _packed(value)
    if not packed.startswith("data:") or HARMLESS_DATA.match(packed):
        return
    if tag != "img" or not DRAWING.match(packed):
        raise BadLink


def _look_at_address(name: str, value: str) -> None:
    if name == "ping" or (name in SETS and any(map(is_outside, OF_SET.split(value)))):
        raise FromElsewhere
    packed = _packed(value)
    if name in ANIMATED:
        if RUNS_INSIDE.search(packed):
            raise BadLink
        if any(map(is_outside, packed.split(";"))):
            raise FromElsewhere
    if name in LEADING and RUNS.match(packed):
        raise BadLink
    if name == "href":
        _look_at_link(packed)


def _look_at_link(packed: str) -> None:
    scheme = SCHEME.match(packed)
    if scheme and scheme[1] not in SCHEMES:  # another program would open it
        raise BadLink
    if packed.startswith("data:") and not HARMLESS_DATA.match(packed):
        raise BadLink


def look_at_page(page: str) -> None:
    """Raise a refusal if a page of HTML runs, loads or leads to what it should not."""
    if ESCAPE in page:
        raise UnknownFormat
    for tag in TAG.finditer(page):
        look_at(tag[1], _attributes(page, tag.end()))
    for style in STYLE.finditer(page):
        look_at_style(style[1])
        look_at_style(unescape(style[1]))  # as it is read inside of a drawing


def _attributes(page: str, at: int) -> Iterator[tuple[str, str]]:
    while found := ATTRIBUTE.match(page, at):
        at = found.end()
        yield found[1], unescape(found[2] or found[3] or found[4] or "")


class Page:
    """A page or drawing in XML: each element is looked at, and each style sheet at its end."""

    def __init__(self) -> None:
        self._style: list[str] = []
        self._letters = 0
        self._deep = 0

    def tag(self, name: str, told: Iterable[tuple[str, str]]) -> None:
        """Look at an element as it begins."""
        look_at(name, told)
        self._deep += _bare(name) == "style"

    def words(self, said: str) -> None:
        """Gather what stands in a style sheet: it comes in pieces. Raises TooHard."""
        if not self._deep:
            return
        self._style.append(said)
        self._letters += len(said)
        if self._letters > MOST_STYLE:
            raise TooHard

    def end(self, name: str) -> None:
        """Look at a style sheet once it is whole."""
        if _bare(name) != "style":
            return
        self._deep -= 1
        if not self._deep:
            look_at_style("".join(self._style))
            self._style.clear()
