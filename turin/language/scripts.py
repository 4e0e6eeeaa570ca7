"""In which script words are written, and which way it runs."""

import unicodedata

from turin.language.known import Language

_IN_UNICODE = {"arab": "ARABIC", "hans": "CJK"}  # where its names of letters call it otherwise


def written_as(words: str, language: Language) -> bool:
    """Whether ``words`` have letters, and all of them are of the script of ``language``.

    A Persian name is written as Arabic is, a Vietnamese one as English: it is read in both.
    """
    script = _IN_UNICODE.get(language.script, language.script.upper())
    letters = [letter for letter in words if letter.isalpha()]
    return bool(letters) and all(
        unicodedata.name(letter, "").startswith(script) for letter in letters
    )


def direction_of(words: str) -> str:
    """Return which way ``words`` run (``ltr``, ``rtl``), as their first letter that says so."""
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"
