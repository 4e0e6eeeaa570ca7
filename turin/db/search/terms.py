"""The terms under which rows are found: what is stored of a text."""

import threading
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from turin.db.base import Base, db, held
from turin.db.search import arabic
from turin.db.search.words import LONGEST, words
from turin.db.types import Text

STEMMERS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fr": "french",
    "hi": "hindi",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "ne": "nepali",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "ta": "tamil",
}
# How much a hit counts: as it is written or in another form, in a title or in the text below it.
TITLE, TEXT = (4, 3), (2, 1)
Weighed = dict[str, tuple[int, set[str]]]
MOST_KNOWN = 4096  # words whose forms are remembered: texts of a field say the same ones over again
_own = threading.local()


class SearchTerm(Base):
    """One term under which a row of some table is found.

    ``languages`` are the codes of those in which it is said, with a space between. Terms sort by
    their code points on both databases, so that a half word is one stretch of the index.
    """

    __tablename__ = "search_term"
    __table_args__ = (
        Index("ix_search_term_kind_term", "kind", "term", "subject_id"),
        {"info": held("public", "finding courses and materials")},
    )

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(
        String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql"),
        primary_key=True,
    )
    weight: Mapped[int] = mapped_column(default=1, server_default="1")
    languages: Mapped[str] = mapped_column(String(120), default="", server_default="")


def _stemmer(language: str) -> snowballstemmer.stemmer:
    """Return this thread's stemmer, which holds the word it is at and serves one at a time."""
    mine = _own.__dict__
    if language not in mine:
        mine[language] = snowballstemmer.stemmer(STEMMERS[language])
    return mine[language]


@lru_cache(MOST_KNOWN)
def stems(word: str, language: str) -> frozenset[str]:
    """Return the other forms of ``word`` under which it is kept in ``language``."""
    found = {_stemmer(language).stemWord(word)} if language in STEMMERS else set()
    if arabic.is_arabic(word):
        found |= arabic.forms(word)
    return frozenset(stem[:LONGEST] for stem in found if stem) - {word}


def all_forms(word: str) -> set[str]:
    """Return ``word`` and its other forms in every language: nobody says in which she asks."""
    return {word}.union(*(stems(word, language) for language in STEMMERS))


def index(
    kind: str,
    subject_id: int,
    *titles: Text | None,
    texts: Iterable[Text | None] = (),
) -> None:
    """Make the row ``subject_id`` of ``kind`` found by the words of these texts and no others.

    What is found in ``titles`` counts more than in the ``texts`` below them.
    """
    weighed: Weighed = {}
    for said, weights in ((titles, TITLE), (texts, TEXT)):
        for text in said:
            _weigh(text or Text(), weights, weighed)
    wanted = {term: (weight, " ".join(sorted(said))) for term, (weight, said) in weighed.items()}
    rows = db.session.scalars(select(SearchTerm).filter_by(kind=kind, subject_id=subject_id)).all()
    held_now = {row.term: row for row in rows}
    forget(kind, subject_id, held_now.keys() - wanted.keys())
    for term, (weight, languages) in sorted(wanted.items()):
        row = held_now.get(term)
        if row is None:
            row = SearchTerm(kind=kind, subject_id=subject_id, term=term)
            db.session.add(row)
        row.weight, row.languages = weight, languages
    db.session.flush()


def _weigh(text: Text, weights: tuple[int, int], weighed: Weighed) -> None:
    """Add the terms of ``text``; a term that is there keeps its greatest weight."""
    for language, said in text.items():
        for word in words(said):
            for term in {word} | stems(word, language):
                weight, languages = weighed.get(term, (0, set()))
                own = weights[0] if term == word else weights[1]
                weighed[term] = max(weight, own), languages | {language}


def forget(kind: str, subject_id: int, these: Iterable[str] | None = None) -> None:
    """Take a row out of the search, or only some of its terms."""
    gone = delete(SearchTerm).where(SearchTerm.kind == kind, SearchTerm.subject_id == subject_id)
    if these is not None:
        if not (terms := sorted(these)):
            return
        gone = gone.where(SearchTerm.term.in_(terms))
    db.session.execute(gone)
