"""How well the text of a file comes out: pure figures over its blocks, and what is too bad.

A letter that the file's font hides is found by what no text in its language has: letters of other
scripts, letters without a meaning, signs without their letter, letters said twice, or each apart.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from courses.materials.derived.models import Reason
from turin.language.known import DEFAULT, DOCUMENTS

IN_UNICODE = {"arab": "ARABIC", "hans": "CJK"}
ALPHABETIC = {"latin", "cyrillic", "armenian", "georgian", "arab", "hebrew"}
UNSPACED = {"hans", "khmer", "lao", "myanmar", "thai"}  # they write words together
FEWEST_LETTERS = 60  # a page, on average
FEWEST_OF_SCRIPT = 0.75  # a handbook in Khmer has English names too
MOST_BAD = 0.005
MOST_TORN = 0.02
MOST_TWICE = 0.03
MOST_SINGLE = 0.3  # of the words
MOST_TURNED = 0.5  # of the words that tell
ALWAYS_LAST = "ةى"  # letters that end an Arabic word
ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares, from 0 to 1, but for ``letters``: how many there are a page; ``words``: in all."""

    letters: float
    words: int  # 0 where nothing stands between them
    of_script: float  # letters of the language's script
    bad: float  # characters that mean nothing
    torn: float  # signs that stand on no letter
    twice: float  # letters with their signs that are said twice running
    single: float  # words of one letter, where words have more
    turned: float  # Arabic words written backwards

    def as_details(self) -> dict[str, Any]:
        """Return them as they are stored."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def measure(texts: Sequence[str], language: str, pages: int) -> Figures:
    """Return the figures of ``texts`` in ``language``, which fill so many pages."""
    script = DOCUMENTS.get(language, DEFAULT).script
    whole = " ".join(texts)
    letters = [one for one in whole if one.isalpha()]
    words = whole.split()
    return Figures(
        letters=len(letters) / max(pages, 1),
        words=0 if script in UNSPACED else len(words),
        of_script=_share(sum(_is_of(one, script) for one in letters), len(letters)),
        bad=_share(sum(map(_is_bad, whole)), len(whole)),
        torn=_torn(words),
        twice=_twice(whole),
        single=_single(words) if script in ALPHABETIC else 0.0,
        turned=_turned(words) if script == "arab" else 0.0,
    )


def refused(figures: Figures) -> Reason:
    """Return why a text of these figures is not shown; NONE if it is good enough."""
    if figures.letters < FEWEST_LETTERS:
        return Reason.NO_TEXT
    poor = (
        figures.of_script < FEWEST_OF_SCRIPT
        or figures.bad > MOST_BAD
        or figures.torn > MOST_TORN
        or figures.twice > MOST_TWICE
        or figures.single > MOST_SINGLE
        or figures.turned > MOST_TURNED
    )
    return Reason.POOR_TEXT if poor else Reason.NONE


def _share(some: int, of: int) -> float:
    return some / of if of else 0.0


def _is_of(letter: str, script: str) -> bool:
    return unicodedata.name(letter, "").startswith(IN_UNICODE.get(script, script.upper()))


def _is_bad(letter: str) -> bool:
    private = unicodedata.category(letter) in {"Co", "Cn", "Cs", "Cc"} and not letter.isspace()
    return private or letter == "\ufffd"


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"}


def _torn(words: Iterable[str]) -> float:
    """Return the share of signs that begin a word, or follow what is no letter."""
    signs = torn = 0
    for word in words:
        for before, letter in zip(" " + word, word, strict=False):
            if _is_sign(letter):
                signs += 1
                torn += not (before.isalpha() or _is_sign(before) or before in "\u200c\u200d")
    return _share(torn, signs)


def _twice(whole: str) -> float:
    """Return the share of letters with signs that are said again at once."""
    groups: list[str] = []
    for letter in whole:
        if groups and (_is_sign(letter) or _joins(groups[-1])):
            groups[-1] += letter
        else:
            groups.append(letter)
    signed = [n for n, group in enumerate(groups) if len(group) > 1]
    return _share(sum(groups[n] == groups[n - 1] for n in signed if n), len(signed))


def _joins(group: str) -> bool:
    """Whether the next letter is drawn beneath or within this group (virama, coeng)."""
    return unicodedata.combining(group[-1]) == 9


def _single(words: Sequence[str]) -> float:
    spelled = [word for word in words if any(map(str.isalpha, word))]
    return _share(sum(len(word) == 1 for word in spelled), len(spelled))


def _turned(words: Iterable[str]) -> float:
    """Return the share of backward words among those with a letter or article that tells."""
    forward = backward = 0
    for word in words:
        bare = "".join(one for one in word if one.isalpha())
        forward += bare.startswith(ARTICLE) or bare.endswith(tuple(ALWAYS_LAST))
        backward += bare.endswith(ARTICLE[::-1]) or bare.startswith(tuple(ALWAYS_LAST))
    return _share(backward, forward + backward)
