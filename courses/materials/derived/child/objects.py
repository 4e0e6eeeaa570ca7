"""The lines of a page, put together from what was drawn, for scripts whose letters combine.

A program that sets Khmer or Arabic draws a letter's signs and dots apart and says of each what the
whole letter is: read one after the other, letters come twice and in the order of the eye.
"""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from unicodedata import bidirectional, combining

import pypdfium2 as pdfium
import pypdfium2.raw as c

from courses.materials.derived.child.lines import Line

NEAR = 0.45  # of the size of the letters: what stands no higher or lower is on the same line
GAP = 0.3  # of it: what is further apart has a space between
SLACK = 0.1  # of it: what is no further beside a letter is above or beneath it
SPACE = 0.25  # of it: how wide a space is that says nothing of it
AROUND = 8  # pieces before and after among which a sign finds its letter
DEPTH = 8  # forms within forms
LEFT_TO_RIGHT = {"L", "EN", "AN"}


@dataclass(frozen=True)
class Drawn:
    """Some letters drawn at once; all measures in points."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    base: float  # the line that it stands on

    @cached_property
    def letters(self) -> Counter[str]:
        """Which letters it is of, in whatever order."""
        return Counter(self.words)

    @property
    def middle(self) -> float:
        """Where it is from left to right."""
        return (self.left + self.right) / 2

    @property
    def runs_right(self) -> bool:
        """Whether it is of digits or Latin letters, which run to the right in every line."""
        return any(bidirectional(letter) in LEFT_TO_RIGHT for letter in self.words)


@dataclass(slots=True)
class Row:
    """What is drawn on one line."""

    drawn: list[Drawn] = field(default_factory=list)

    @property
    def size(self) -> float:
        """How large its largest letters are."""
        return max(one.size for one in self.drawn)

    @property
    def base(self) -> float:
        """The line that it stands on: most of it does, signs may be moved a little."""
        return median(one.base for one in self.drawn)


def lines(page: pdfium.PdfPage, *, rtl: bool) -> list[Line]:
    """Return the lines of ``page`` in the order in which they were drawn."""
    rows: list[Row] = []
    for one in _drawn(page, _letters if rtl else _together):
        if rows and _beside(rows[-1], one):
            rows[-1].drawn.append(one)
        else:
            rows.append(Row([one]))
    return [_line(row, rtl=rtl) for row in rows if any(one.words.strip() for one in row.drawn)]


def _beside(row: Row, one: Drawn) -> bool:
    return abs(row.base - one.base) < NEAR * max(row.size, one.size)


Set = tuple[float, float]  # how large, and on which line
Reading = Callable[[pdfium.PdfObject, pdfium.PdfTextPage, Set, dict[int, list[int]]], list[Drawn]]


def _drawn(page: pdfium.PdfPage, read: Reading) -> Iterator[Drawn]:
    textpage = page.get_textpage()
    places = _places(textpage)
    for text in page.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT], max_depth=DEPTH):
        size = ctypes.c_float()
        c.FPDFTextObj_GetFontSize(text.raw, size)
        matrix = text.get_matrix()
        scaled = size.value * (max(abs(matrix.d), abs(matrix.b)) or 1)
        if found := read(text, textpage, (scaled, matrix.f), places):
            yield from found
            continue
        left, bottom, _right, top = text.get_bounds()
        yield Drawn(" ", left, bottom, left + SPACE * scaled, top, scaled, matrix.f)


def _places(textpage: pdfium.PdfTextPage) -> dict[int, list[int]]:
    """Return which letters of the page each object has drawn, by its address."""
    places: dict[int, list[int]] = {}
    for place in range(textpage.count_chars()):
        places.setdefault(_address(c.FPDFText_GetTextObject(textpage.raw, place)), []).append(place)
    return places


def _address(raw: object) -> int:
    return ctypes.cast(raw, ctypes.c_void_p).value or 0  # type: ignore[arg-type] # a pointer


def _together(
    text: pdfium.PdfObject, textpage: pdfium.PdfTextPage, as_set: Set, places: dict[int, list[int]]
) -> list[Drawn]:
    """Return what an object says; spaces around it that it has not drawn are guesses, and go."""
    octets = c.FPDFTextObj_GetText(text.raw, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * (octets // 2 + 1))()
    c.FPDFTextObj_GetText(text.raw, textpage.raw, buffer, octets)
    words = bytes(buffer)[: max(octets - 2, 0)].decode("utf-16-le", "replace").strip()
    drawn = places.get(_address(text.raw))
    if words and drawn:
        first, last = (_letter(textpage, place) for place in (drawn[0], drawn[-1]))
        words = f"{' ' * first.isspace()}{words}{' ' * last.isspace()}"
    left, bottom, right, top = text.get_bounds()
    return [Drawn(words, left, bottom, right, top, *as_set)] if words else []


def _letters(
    text: pdfium.PdfObject, textpage: pdfium.PdfTextPage, as_set: Set, places: dict[int, list[int]]
) -> list[Drawn]:
    """Return each letter of an object by itself: their order is found by where they stand."""
    letters: list[Drawn] = []
    for place in places.get(_address(text.raw), ()):
        left, bottom, right, top = textpage.get_charbox(place)
        letter = _letter(textpage, place)
        if letters and _of_one(letters[-1], letter, left, right):
            last = letters.pop()
            letter = _signs_last(last.words + letter)
            left, right = min(last.left, left), max(last.right, right)
            bottom, top = min(last.bottom, bottom), max(last.top, top)
        elif letter.isspace():
            letter, right = " ", left + SPACE * as_set[0]
        letters.append(Drawn(letter, left, bottom, right, top, *as_set))
    return letters


def _signs_last(words: str) -> str:
    """Return a letter whose signs were drawn first as it is written, the letter before them."""
    signs = next((n for n, letter in enumerate(words) if not combining(letter)), 0)
    return words[signs:] + words[:signs]


def _of_one(last: Drawn, letter: str, left: float, right: float) -> bool:
    """Whether a letter is of the same piece as the last: drawn with it, or one is a sign of it."""
    drawn_together = (last.left, last.right) == (left, right)
    return drawn_together or bool(combining(letter)) or bool(combining(last.words[0]))


def _letter(textpage: pdfium.PdfTextPage, place: int) -> str:
    return chr(c.FPDFText_GetUnicode(textpage.raw, place))


def _line(row: Row, *, rtl: bool) -> Line:
    size = row.size
    kept = list(_once(row.drawn, size))
    if rtl:
        kept = _from_right(kept)
    words = ""
    before: Drawn | None = None
    for one in kept:
        if before and _apart(before, one) > GAP * size:
            words += " "
        words += one.words
        before = one
    inked = [one for one in kept if one.words.strip()]
    return Line(
        " ".join(words.split()),
        min(one.left for one in inked),
        max(one.right for one in inked),
        row.base,
        size,
    )


def _apart(one: Drawn, other: Drawn) -> float:
    return max(other.left - one.right, one.left - other.right)


def _once(drawn: list[Drawn], size: float) -> Iterator[Drawn]:
    """Leave out what says again of a sign what the letter beneath or above it says already."""
    for place, one in enumerate(drawn):
        before, after = drawn[max(place - AROUND, 0) : place], drawn[place + 1 :][:AROUND]
        if one.words == " " or not (
            any(_says_it(other, one, size) for other in after)
            or any(_says_it(other, one, size, first=True) for other in before)
        ):
            yield one


def _says_it(other: Drawn, one: Drawn, size: float, *, first: bool = False) -> bool:
    """Whether ``other`` stands where ``one`` does, and says more, or the same and is wider."""
    slack = SLACK * size
    if not other.left - slack <= one.middle <= other.right + slack:
        return False
    side_by_side = min(one.top, other.top) - max(one.bottom, other.bottom) > slack
    if len(one.words) == 1 and side_by_side:  # the same letter twice, as in "all"
        return False
    if not one.letters <= other.letters:
        return False
    if len(one.words) < len(other.words):
        return True
    difference = (other.right - other.left) - (one.right - one.left)
    return difference > 0 or (difference == 0 and first)


def _from_right(drawn: Iterable[Drawn]) -> list[Drawn]:
    """Order a line as it is read from the right, with numbers and Latin words read from the left.

    Latin words are read on over a space, numbers are not: so they are set (Unicode's UAX 9, N1).
    """
    read: list[Drawn] = []
    to_turn: list[Drawn] = []
    waiting: list[Drawn] = []  # what may stand between
    for one in sorted(drawn, key=lambda one: -one.right):
        if one.runs_right:
            if waiting and not _read_on(to_turn[-1], waiting, one):
                read += [*reversed(to_turn), *waiting]
                to_turn, waiting = [], []
            to_turn += [*waiting, one]
            waiting = []
        elif to_turn and not any(bidirectional(letter) in {"R", "AL"} for letter in one.words):
            waiting.append(one)
        else:
            read += [*reversed(to_turn), *waiting, one]
            to_turn, waiting = [], []
    return [*read, *reversed(to_turn), *waiting]


def _read_on(before: Drawn, between: list[Drawn], after: Drawn) -> bool:
    if all(any(bidirectional(x) == "L" for x in one.words) for one in (before, after)):
        return True
    return [one.words for one in between] in ([","], ["."], [":"], ["/"], ["-"])
