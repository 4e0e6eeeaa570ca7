"""Cutting a text or a query into words that can be compared."""

import re
import unicodedata
from itertools import pairwise

LONGEST = 80  # letters of a term
WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff]+")  # with the vowel signs of Indic scripts
UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)"
)
ARABIC_FORMS = str.maketrans("ٱىة", "ايه", "ـ")  # one form a letter; no tatweel
# What people type for one another, on Persian keyboards or without their accents; no joiners.
SAME = str.maketrans("کگیےہھۀۆđðłøıəæœ", "ككييهههوddloieeo", "\u200c\u200d")
# Words of every sentence, which say nothing about what somebody looks for.
UNTOLD = frozenset(
    # English, French, Italian
    "a an and are at by do does for from how in is it of on or the their to what which who with"
    " au aux avec ce ces d dans de des du en et l la le les leur leurs ou par pour qu que qui sur"
    " un une e del della delle di il per"
    # Spanish, Portuguese
    " con el los las lo para por se sobre su sus un una y o as os ao aos com da das do dos em na"
    " nas no nos pelo pela um uma"
    # Russian, Arabic
    " в во и из к на о об от по с со у для как что"
    " في من على عن الى الي او ان ما هل مع بشان حول كيف التي الذي هذا هذه".split()
)


def normalised(words: str) -> str:
    """Return ``words`` as they are compared: NFKC, casefolded, without accents."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words).casefold())
    spread = spread.replace("\u0438\u0306", "й")  # a letter of its own, which endings are made with
    bare = "".join(letter for letter in spread if not _is_accent(letter))
    return unicodedata.normalize("NFC", bare.translate(ARABIC_FORMS))


def _is_accent(letter: str) -> bool:
    """Whether ``letter`` only decorates; the vowel signs of Indic scripts are letters."""
    return unicodedata.category(letter) == "Mn" and ord(letter) < 0x900


def words(text: str) -> list[str]:
    """Cut ``text`` into normalised words; runs of a script without spaces into pairs of letters."""
    found: list[str] = []
    for piece in UNSPACED.split(_western_digits(normalised(text).translate(SAME))):
        if UNSPACED.fullmatch(piece):
            found += ["".join(pair) for pair in pairwise(piece)] or [piece]
        else:
            found += WORD.findall(piece)
    return [word[:LONGEST] for word in found]


def _western_digits(text: str) -> str:
    """Return ``text`` with the digits of every script as 0 to 9: numbers are looked for in any."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


def telling(words: list[str]) -> list[str]:
    """Return those of the words of a query that say what it is about, each once.

    All of them, where none does.
    """
    once = list(dict.fromkeys(words))
    return [word for word in once if word not in UNTOLD] or once
