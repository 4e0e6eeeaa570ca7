"""What a query finds: a condition, an order, the languages of the hits, and a better spelling."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import reduce
from itertools import groupby
from os.path import commonprefix
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
)

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
NEAR = 0.5  # how much of their letters by threes two words must share to be taken for one another


def matches(kind: str, subject_id: ColumnElement[int], query: str) -> ColumnElement[bool]:
    """Return the condition that a row is found by every word of ``query``.

    A word is found as it is written, as the start of a longer word, or by its stem in any language.
    """
    return and_(True, *(_has(kind, subject_id, word) for word in asked(query)))


def _has(kind: str, subject_id: ColumnElement[int], word: str) -> ColumnElement[bool]:
    """Return that a row has a term by which ``word`` is found.

    Where these stand in several stretches of the index, as those of an Arabic word with and without
    its article do, each is asked for by itself: PostgreSQL may then look at the few rows of a list
    and not at all that was ever called so.
    """
    stretches, mine = _stretches(word), SearchTerm.kind == kind
    if len(stretches) == 1:
        return subject_id.in_(select(SearchTerm.subject_id).where(mine, *stretches))
    hers = select(SearchTerm.term).where(mine, SearchTerm.subject_id == subject_id)
    return or_(*(hers.where(one).exists() for one in stretches))


def score(kind: str, subject_id: ColumnElement[int], query: str) -> ColumnElement[int]:
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


def best_first(
    kind: str, subject_id: ColumnElement[int], query: str, rows: Select[Any]
) -> Select[Any]:
    """Return ``rows`` in the order of `score`, to which the caller adds what makes it full."""
    return rows.order_by(score(kind, subject_id, query).desc()) if asked(query) else rows


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
    """Return the same for each letter that these begin with.

    What all of a letter begin with is told beside: it keeps either database to a short stretch of
    the index, where it would read all terms of a row for the sake of the "or".
    """
    forms, starts = all_forms(word), _starts(word)
    near = groupby(sorted({*forms, *starts}), key=lambda one: one[0])
    return [_stretch_of(list(alike), forms, starts) for _letter, alike in near]


def _stretch_of(
    alike: list[str], forms: Collection[str], starts: Collection[str]
) -> ColumnElement[bool]:
    whole = SearchTerm.term.in_([one for one in alike if one in forms])
    begun = map(_stretch, [one for one in alike if one in starts])
    return and_(_stretch(commonprefix(alike)), or_(whole, *begun))  # noqa: RUF071 - words


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
