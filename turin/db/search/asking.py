"""What a query finds: a condition, an order, the languages of the hits, and a better spelling."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
)

from turin.db.among import is_among, is_any
from turin.db.base import db
from turin.db.kept import kept
from turin.db.paging import Page, Row
from turin.db.search import arabic
from turin.db.search.terms import SearchTerm, all_forms
from turin.db.search.words import UNSPACED, telling, words

MOST_WORDS = 12  # of a query; the rest only slows it down
HALF = 3  # letters that a half word needs, but in a script whose letters are syllables
LAST = "\U0010ffff"
MOST_UNKNOWN = 3  # words of a query for which a better spelling is looked for
MOST_FOUND = 500  # rows that a query shows; who sees so many asks for another word
OFTEN = 2_000  # terms; a word that has more is asked of each row of a list
NEAR = 0.5  # how much of their letters by threes two words must share to be taken for one another


def matches(
    kind: str, subject_id: ColumnElement[int], query: str, often: Collection[str] = ()
) -> ColumnElement[bool]:
    """Return the condition that a row is found by every word of ``query``.

    A word is found as it is written, as the start of a longer word, or by its stem in any language.
    For the words that are there ``often`` each row is asked; those of other words are looked up.
    """
    return and_(True, *(_has(kind, subject_id, word, each=word in often) for word in asked(query)))


def _has(
    kind: str, subject_id: ColumnElement[int], word: str, *, each: bool
) -> ColumnElement[bool]:
    """Return that a row has a term by which ``word`` is found."""
    rows = select(SearchTerm.subject_id).where(SearchTerm.kind == kind)
    return is_among(subject_id, *(rows.where(one) for one in _stretches(word)), each=each)


def often(kind: str, query: str) -> frozenset[str]:
    """Return the words of ``query`` that so many rows have that to look these up takes long."""
    words = asked(query)
    if not words:
        return frozenset()
    mine = select(SearchTerm.term).where(SearchTerm.kind == kind).offset(OFTEN)
    counted = (or_(*(is_any(mine.where(one)) for one in _stretches(word))) for word in words)
    found = db.session.execute(select(*(one.label(f"w{n}") for n, one in enumerate(counted)))).one()
    return frozenset(word for word, is_there in zip(words, found, strict=True) if is_there)


def _score(kind: str, subject_id: ColumnElement[int], query: str) -> ColumnElement[int]:
    """Return how well a row that matches does so: the sum of each word's best hit.

    Half words count nothing: PostgreSQL may look through the terms of all rows for each of them.
    """
    mine = (SearchTerm.kind == kind, SearchTerm.subject_id == subject_id)
    best = (
        func.coalesce(
            select(func.max(SearchTerm.weight))
            .where(*mine, SearchTerm.term.in_(sorted(all_forms(word))))
            .scalar_subquery(),
            0,
        )
        for word in asked(query)
    )
    return reduce(lambda left, right: left + right, best, literal(0))


class Sought(NamedTuple):
    """What is looked for among the rows of a kind, and which of its words are `often` there."""

    kind: str
    subject_id: ColumnElement[int]
    query: str
    often: Collection[str] = ()


def best_first(
    sought: Sought,
    rows: Select[Any],
    wanted: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
) -> Select[Any]:
    """Return those of ``rows`` that are ``wanted`` and that are found, the best hits first.

    ``order`` is the full order of equal hits, and of all where no word is asked for. Only the
    first `MOST_FOUND` in that order are ranked: a word that nearly everything has then costs no
    more where there is ten times as much.
    """
    if not asked(sought.query):
        return rows.where(*wanted).order_by(*order)
    found = select(sought.subject_id).where(*wanted, matches(*sought))
    first = found.order_by(*order).limit(MOST_FOUND).correlate(None)
    ranked = rows.where(sought.subject_id.in_(first))
    score = _score(sought.kind, sought.subject_id, sought.query)
    return ranked.order_by(score.desc(), *order)


def spoken(kind: str, ids: Iterable[int], query: str) -> dict[int, list[str]]:
    """Return in which languages the words of ``query`` were found in each of the rows ``ids``.

    Those in which all were found, or else those in which any was.
    """
    asked_for = asked(query)
    if not asked_for:
        return {}
    rows = db.session.execute(
        select(SearchTerm.subject_id, SearchTerm.languages, *(_found(word) for word in asked_for))
        .where(SearchTerm.kind == kind, SearchTerm.subject_id.in_(sorted(ids)))
        .where(or_(*(_found(word) for word in asked_for)))
        .order_by(SearchTerm.subject_id, SearchTerm.term)
    )
    hits: defaultdict[int, Counter[str]] = defaultdict(Counter)
    seen: set[tuple[int, str, int]] = set()
    for subject_id, languages, *found in rows:
        for place, language in (
            (p, one) for p, is_in in enumerate(found) if is_in for one in languages.split()
        ):
            if (subject_id, language, place) not in seen:
                seen.add((subject_id, language, place))
                hits[subject_id][language] += 1
    return {one: _fullest(counted) for one, counted in hits.items()}


def _fullest(counted: Counter[str]) -> list[str]:
    most = max(counted.values())
    return sorted(language for language, count in counted.items() if count == most)


def nearest(kind: str, query: str, find: Callable[[str], Page[Row]]) -> tuple[Page[Row], bool]:
    """Return what ``find`` has for ``query``, or if that is nothing for what is spelled nearly so.

    And whether it is the latter.
    """
    found = find(query)
    if found.total or not query or (better := corrected(kind, query)) is None:
        return found, False
    near = find(better)
    return near, near.total > 0


def corrected(kind: str, query: str) -> str | None:
    """Return ``query`` with each word that nothing is called by replaced by the nearest there is.

    None where all its words are known, one of them is near none, or so many are unknown that it is
    in no language of ours: each is held against every term. Nearness is by the letters by threes;
    it is reckoned here, so that both databases say the same.
    """
    known, words = vocabulary(kind), asked(query)
    unknown = {word for word in words if not _is_known(word, known)}
    if not 0 < len(unknown) <= MOST_UNKNOWN:
        return None
    near = {word: _nearest(word, known) for word in unknown}
    if None in near.values():
        return None
    return " ".join(near.get(word) or word for word in words)


@kept
def vocabulary(kind: str) -> list[str]:
    """Return every term of ``kind`` once, in order, by jumping over the index to the next."""
    mine = SearchTerm.kind == kind
    first = select(func.min(SearchTerm.term).label("term")).where(mine)
    known = first.cte("known", recursive=True)
    after = select(func.min(SearchTerm.term)).where(mine, SearchTerm.term > known.c.term)
    known = known.union_all(select(after.scalar_subquery()).where(known.c.term.is_not(None)))
    return sorted(term for term in db.session.scalars(select(known.c.term)) if term)


def asked(query: str) -> list[str]:
    """Return the words that must be found, none twice."""
    return telling(words(query))[:MOST_WORDS]


def _found(word: str) -> ColumnElement[bool]:
    """Return that a term is one of the word's forms or starts with it."""
    return or_(*_stretches(word))


def _stretches(word: str) -> list[ColumnElement[bool]]:
    """Return the same in parts, each of which is one short stretch of the index."""
    starts = _starts(word)
    whole = [form for form in sorted(all_forms(word)) if not form.startswith(tuple(starts))]
    return [*([SearchTerm.term.in_(whole)] if whole else []), *map(_stretch, starts)]


def _stretch(start: str) -> ColumnElement[bool]:
    return and_(SearchTerm.term >= start, SearchTerm.term < start + LAST)


def _starts(word: str) -> list[str]:
    """Return what a longer word may start with to be found by ``word``."""
    starts = {word, arabic.bare(word)} if arabic.is_arabic(word) else {word}
    return sorted(one for one in starts if len(one) >= HALF or UNSPACED.fullmatch(one))


def _is_known(word: str, known: list[str]) -> bool:
    """Whether any of the terms ``known``, which are in order, is ``word`` or starts with it."""
    return any(_first_from(form, known) == form for form in all_forms(word)) or any(
        _first_from(start, known).startswith(start) for start in _starts(word)
    )


def _first_from(start: str, known: list[str]) -> str:
    place = bisect_left(known, start)
    return known[place] if place < len(known) else ""


def _nearest(word: str, known: list[str]) -> str | None:
    if UNSPACED.fullmatch(word) or any(letter.isdecimal() for letter in word):
        return None
    mine = _threes(word)
    # What has three times as many, or a third, shares too few of them.
    like = [term for term in known if len(mine) <= 3 * (len(term) + 1) <= 9 * len(mine)]
    rated = (
        (2 * len(mine & theirs) / (len(mine) + len(theirs)), term)
        for term, theirs in ((term, _threes(term)) for term in like)
    )
    rate, nearest = min(((-rate, term) for rate, term in rated), default=(0.0, ""))
    return nearest if -rate >= NEAR else None


def _threes(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
