"""Search that finds the same rows on both databases and in every script.

A text is cut into terms: normalised (NFKC, casefolded, without accents and Arabic vowel signs),
stemmed where there is a stemmer, and in pairs of letters for scripts without spaces. The terms
stand in one table; a query is cut the same way and every one of its words must be found.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import snowballstemmer
from sqlalchemy import ColumnElement, Index, String, and_, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from turin.db.base import Base, db, held
from turin.db.types import Text

STEMMERS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
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
WORD = re.compile(r"\w+")
UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)"
)
ARABIC_FORMS = str.maketrans("ٱىة", "ايه", "ـ")  # one form a letter; no tatweel
MOST_WORDS = 12  # of a query; the rest only slows it down


class SearchTerm(Base):
    """One term under which a row of some table is found."""

    __tablename__ = "search_term"
    __table_args__ = (
        Index("ix_search_term_kind_term", "kind", "term"),
        {"info": held("public", "finding courses and materials")},
    )

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(80), primary_key=True)


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
    for piece in UNSPACED.split(normalised(text)):
        if UNSPACED.fullmatch(piece):
            found += ["".join(pair) for pair in pairwise(piece)] or [piece]
        else:
            found += WORD.findall(piece)
    return [word[:80] for word in found]


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMERS[language])


def terms(text: Text) -> set[str]:
    """Return every term under which ``text`` is found, in all its languages."""
    found: set[str] = set()
    for language, said in text.items():
        cut = words(said)
        found.update(cut)
        if language in STEMMERS:
            found.update(stem[:80] for stem in _stemmer(language).stemWords(cut))
    return found


def index(kind: str, subject_id: int, *texts: Text | None) -> None:
    """Make the row ``subject_id`` of ``kind`` found by the words of ``texts`` and no others."""
    wanted = set().union(*(terms(text) for text in texts if text))
    held_now = set(
        db.session.scalars(
            select(SearchTerm.term).where(
                SearchTerm.kind == kind, SearchTerm.subject_id == subject_id
            )
        )
    )
    forget(kind, subject_id, held_now - wanted)
    db.session.add_all(
        SearchTerm(kind=kind, subject_id=subject_id, term=term)
        for term in sorted(wanted - held_now)
    )
    db.session.flush()


def forget(kind: str, subject_id: int, these: set[str] | None = None) -> None:
    """Take a row out of the search, or only some of its terms."""
    gone = delete(SearchTerm).where(SearchTerm.kind == kind, SearchTerm.subject_id == subject_id)
    if these is not None:
        if not these:
            return
        gone = gone.where(SearchTerm.term.in_(these))
    db.session.execute(gone)


def matches(kind: str, subject_id: ColumnElement[int], query: str) -> ColumnElement[bool]:
    """Return the condition that a row is found by every word of ``query``.

    A word is found as it is written, as the start of a longer word, or by its stem in any language.
    """
    return and_(
        True,
        *(
            subject_id.in_(
                select(SearchTerm.subject_id).where(SearchTerm.kind == kind, _found(word))
            )
            for word in words(query)[:MOST_WORDS]
        ),
    )


def _found(word: str) -> ColumnElement[bool]:
    stems = {_stemmer(language).stemWord(word) for language in STEMMERS} | {word}
    start = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return or_(SearchTerm.term.in_(sorted(stems)), SearchTerm.term.like(f"{start}%", escape="\\"))
