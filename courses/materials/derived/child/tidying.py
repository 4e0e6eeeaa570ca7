"""Words as they are written, whatever the program that saved them made of the letters."""

import re
import unicodedata

# Ligatures and the shapes of Arabic letters, which some programs write in place of the letters.
SHAPES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfd\ufe70-\ufefc]")

JOINERS = "\u200c\u200d"  # which shape the letters beside them
HIDDEN = {"Cc", "Cf", "Cs"}


def tidy(words: str) -> str:
    """Return words with letters for their shapes, and without what is not seen."""
    plain = SHAPES.sub(lambda one: unicodedata.normalize("NFKC", one.group()), words)
    plain = "".join(one for one in plain.replace("\ufffe", "-") if _is_written(one))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _is_written(letter: str) -> bool:
    return letter in JOINERS or letter.isspace() or unicodedata.category(letter) not in HIDDEN
