"""Search that finds the same rows, in the same order, on both databases and in every script.

A text is cut into terms: normalised (NFKC, casefolded, without accents and Arabic vowel signs),
stemmed where there is a stemmer, and in pairs of letters for scripts without spaces. The terms
stand in one table, each with its weight and the languages it was said in; a query is cut the same
way and every one of its words must be found.
"""

from turin.db.search.asking import (
    MOST_FOUND,
    Sought,
    best_first,
    corrected,
    matches,
    nearest,
    often,
    spoken,
)
from turin.db.search.terms import SearchTerm, forget, index
from turin.db.search.words import normalised, words

__all__ = [
    "MOST_FOUND",
    "SearchTerm",
    "Sought",
    "best_first",
    "corrected",
    "forget",
    "index",
    "matches",
    "nearest",
    "normalised",
    "often",
    "spoken",
    "words",
]
