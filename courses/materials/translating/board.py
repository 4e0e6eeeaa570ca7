"""The translations that are wanted: missing, out of date, or under way; by how many read them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select

from courses.materials.keeping.queries import Source, is_stale
from courses.materials.keeping.rules import OPEN
from courses.materials.models import Edition, Translation, TranslationState, Work
from courses.materials.translating.demand import Demand
from courses.materials.translating.references import Reference
from turin.db import db

MOST = 5000  # of those that are not missing
PUBLISHED = TranslationState.PUBLISHED


class Gap(StrEnum):
    """Why a translation is on the board."""

    MISSING = "missing"
    STALE = "stale"
    PLANNED = "planned"
    IN_TRANSLATION = "in_translation"
    IN_REVIEW = "in_review"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_GAPS[self])


_GAPS = {
    Gap.MISSING: _l("Missing"),
    Gap.STALE: _l("Out of date"),
    Gap.PLANNED: _l("Planned"),
    Gap.IN_TRANSLATION: _l("Being translated"),
    Gap.IN_REVIEW: _l("In review"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One translation that is wanted by ``people``.

    ``number`` is its own, None for one that nobody has begun; ``made_of`` is the version of the
    source of which it was made, ``version`` that source's of today.
    """

    gap: Gap
    work_id: int
    key: str
    edition_id: int
    position: int
    language: str
    people: int
    number: int | None = None
    translator: str = ""
    source_id: int | None = None
    source: str = ""
    version: int | None = None
    made_of: int | None = None

    @property
    def is_behind(self) -> bool:
        """Whether its source has moved on since it was made, or begun."""
        return bool(self.version and self.made_of and self.version > self.made_of)


def wanted(demand: Demand) -> list[Wanted]:
    """Return all of them: what most people read first, then by work, edition and language."""
    found = [*_open(demand), *_missing(demand)]
    return sorted(found, key=lambda one: (-one.people, one.key, one.position, one.language))


def narrowed(found: Iterable[Wanted], gap: str, language: str) -> list[Wanted]:
    """Return those with that gap and in that language; an empty one asks nothing."""
    return [one for one in found if gap in {"", one.gap} and language in {"", one.language}]


def by_language(found: Iterable[Wanted]) -> dict[str, Counter[Gap]]:
    """Return how many are wanted in each language, by gap."""
    counted: dict[str, Counter[Gap]] = {}
    for one in found:
        counted.setdefault(one.language, Counter())[one.gap] += 1
    return counted


def _open(demand: Demand) -> list[Wanted]:
    """Return those that are begun, and those that have come out and are out of date."""
    stale = and_(Translation.state == PUBLISHED, is_stale())
    query = (
        select(Translation, Source, Edition.position, Work.id, Work.key)
        .join(Edition, Edition.id == Translation.edition_id)
        .join(Work, Work.id == Edition.work_id)
        .outerjoin(Source, Source.id == Translation.derived_from_id)
        .where(or_(Translation.state.in_(OPEN), stale))
        .order_by(Work.key, Edition.position, Translation.language)
        .limit(MOST)
    )
    return [
        Wanted(
            Gap.STALE if one.state == PUBLISHED else Gap(one.state.value),
            work,
            key,
            one.edition_id,
            position,
            one.language,
            demand.of_work[work, one.language],
            number=one.id,
            translator=one.translator,
            **_made(source, one.derived_version or 1),
        )
        for one, source, position, work, key in db.session.execute(query)
    ]


def _made(source: Translation | None, made_of: int | None) -> dict[str, Any]:
    if source is None:
        return {}
    told = {"source_id": source.id, "source": source.language, "version": source.version}
    return {**told, "made_of": made_of}


def _missing(demand: Demand) -> list[Wanted]:
    """Return what people would read and nobody has begun, of the newest edition that is out."""
    query = (
        select(Translation, Edition.position, Work.id, Work.key)
        .join(Edition, Edition.id == Translation.edition_id)
        .join(Work, Work.id == Edition.work_id)
        .where(Work.id.in_(demand.works), Translation.state != TranslationState.SUPERSEDED)
        .order_by(Work.id, Edition.position, Translation.language)
    )
    there: dict[int, list[tuple[Translation, int, str]]] = {}
    for one, position, work, key in db.session.execute(query):
        there.setdefault(work, []).append((one, position, key))
    found = []
    for (work, language), people in demand.of_work.items():
        known = there.get(work, [])
        out = [row for row in known if row[0].state == PUBLISHED]
        if out and language not in {one.language for one, _position, _key in known}:
            newest = max(position for _one, position, _key in out)
            source, position, key = _original([row for row in out if row[1] == newest])
            made = _made(source, None)
            told = Wanted(Gap.MISSING, work, key, source.edition_id, position, language, people)
            found.append(replace(told, **made))
    return found


def _original(out: Sequence[tuple[Translation, int, str]]) -> tuple[Translation, int, str]:
    """Return of which language a new one is best made: an original before others, English first."""
    return min(out, key=lambda row: (row[0].derived_from_id is not None, row[0].language != "en"))


def reference(one: Wanted) -> Reference:
    """Return how it is called in a work order."""
    version = one.version if one.source else None
    return Reference(one.key, one.position + 1, one.language, one.source, version)
