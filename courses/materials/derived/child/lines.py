"""The lines of a page as the library reads them, for scripts that are a letter after the other."""

from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

HYPHEN = "\ufffe"  # what the library says for a hyphen at which a word was broken


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says and where it stands; all measures in points, from bottom left."""

    words: str
    left: float
    right: float
    height: float
    size: float


def lines(page: pdfium.PdfPage) -> list[Line]:
    """Return the lines of ``page`` in the order of the file."""
    textpage = page.get_textpage()
    found: list[Line] = []
    places: list[int] = []
    letters = [chr(raw.FPDFText_GetUnicode(textpage.raw, n)) for n in range(textpage.count_chars())]
    for place, letter in enumerate([*letters, "\n"]):
        if letter not in "\r\n":
            places.append(place)
            continue
        if inked := [one for one in places if not letters[one].isspace()]:
            words = "".join(letters[one] for one in places)
            found.append(_line(textpage, words, inked[0], inked[-1]))
        places = []
    return found


def _line(textpage: pdfium.PdfTextPage, words: str, first: int, last: int) -> Line:
    left, bottom, _, top = textpage.get_charbox(first, loose=True)
    _, _, right, _ = textpage.get_charbox(last, loose=True)
    return Line(" ".join(words.split()), left, right, bottom, top - bottom)
