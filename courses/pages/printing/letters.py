"""Whether our fonts have every letter of what is to be printed."""

from typing import Any

from turin.errors import Refused
from turin.fonts import undrawable


class NoSuchLetters(Refused):
    """No font of ours has some of the letters. Facts: ``letters``."""


def check_letters(said: Any) -> None:
    """Raise NoSuchLetters if some text in what is ``said`` on a paper cannot be printed."""
    if letters := undrawable("".join(_words(said))):
        raise NoSuchLetters(letters=" ".join(letters))


def _words(said: Any) -> list[str]:
    if isinstance(said, str):
        return [said]
    if isinstance(said, dict):
        return _words(list(said.values()))
    return (
        [words for one in said for words in _words(one)] if isinstance(said, list | tuple) else []
    )
