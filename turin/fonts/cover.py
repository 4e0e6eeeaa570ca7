"""Which letters the shipped fonts can draw."""

from functools import cache

from fontTools.ttLib import TTFont

from turin.fonts.shipped import files

# They shape the letters beside them and have no picture of their own.
_JOINERS = frozenset("\u200c\u200d")


@cache
def _drawable() -> frozenset[int]:
    covered: set[int] = set()
    for path in files():
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def undrawable(text: str) -> list[str]:
    """Return the letters of ``text`` that no shipped font has, each once, in their order.

    An empty list means that a document can carry the text.
    """
    letters = dict.fromkeys(letter for letter in text if letter not in _JOINERS)
    return [letter for letter in letters if ord(letter) not in _drawable()]
