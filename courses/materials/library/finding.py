"""Finding works: what a reader asks of the library, what fits, and the page that she sees of it.

A list goes through the first `MOST_FOUND` works that fit and no further, whether a word is asked
for or not: so it takes as long among many works as among few.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select, union_all

from courses.catalogue.models import Module
from courses.materials.models import (
    Edition,
    EditionOrganisation,
    MaterialFile,
    ModuleMaterial,
    Part,
    Translation,
    TranslationState,
    Work,
    WorkKind,
    WorkPublisher,
)
from courses.materials.queries import WHOLE
from turin.db import db
from turin.db.among import is_among, is_any
from turin.db.kept import kept
from turin.db.paging import Page
from turin.db.search import MOST_FOUND, Sought, best_first, matches, often
from turin.organisations.models import Organisation

SIZE = 20  # works of a page
ID: ColumnElement[int] = Work.__table__.c.id
ORDER = (Work.year.desc().nulls_last(), Work.key.asc())
OUT = Translation.state == TranslationState.PUBLISHED
OFTEN = 2_000  # rows; what has more is asked of each work of the list


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the library; empty values ask nothing."""

    q: str = ""
    language: str = ""
    theme: str = ""
    publisher: str = ""
    year: str = ""
    kind: str = ""
    held: str = ""  # "1": only what can be downloaded here

    def without(self, name: str) -> "Filters":
        """Return them with one taken away."""
        return replace(self, **{name: ""})


class Common(NamedTuple):
    """What so many works have that to look them up takes long: words, a text that is asked for."""

    words: frozenset[str]
    text: bool


def library(filters: Filters, number: int) -> Page[Work]:
    """Return a page of the works that fit: the best hits first, then the newest."""
    ids = found(filters)
    last = max(1, -(-len(ids) // SIZE))
    number = min(max(1, number), last)
    shown = ids[(number - 1) * SIZE : number * SIZE]
    rows = db.session.scalars(select(Work).options(*WHOLE).where(Work.id.in_(shown))).unique()
    works = sorted(rows, key=lambda work: shown.index(work.id))
    return Page(works, number, SIZE, len(ids), MOST_FOUND)


@kept
def found(filters: Filters) -> list[int]:
    """Return the ids of the works that fit, the best hits first, then the newest."""
    return list(db.session.scalars(_ranked(filters, common(filters))))


@lru_cache(maxsize=64)
def _ranked(filters: Filters, common: Common) -> Select[int]:
    """Return the query of what fits, made once: making it takes longer than its answer."""
    sought = Sought("work", ID, filters.q, common.words)
    rows = select(ID).select_from(Work)
    fitting = best_first(sought, rows, wanted(filters, common), ORDER)
    return fitting.limit(MOST_FOUND)


def first(filters: Filters, common: Common) -> Select[int, WorkKind, int | None]:
    """Return the query of id, kind and year of the same works, in the order of the list."""
    asked = [matches("work", ID, filters.q, common.words)] if filters.q else []
    rows = select(ID, Work.kind, Work.year).where(*wanted(filters, common), *asked)
    return rows.order_by(*ORDER).limit(MOST_FOUND)


def common(filters: Filters) -> Common:
    """Return which words of ``filters`` so many works have, and whether as many have such texts."""
    return Common(often("work", filters.q), _common(filters.language, filters.held))


@kept
def _common(language: str, held: str) -> bool:
    many = texts(select(Translation.id), language, held).offset(OFTEN)
    return bool(db.session.scalar(select(is_any(many)))) if language or held else False


def wanted(filters: Filters, common: Common) -> list[ColumnElement[bool]]:
    """Return the conditions of the filters, but for the word."""
    asked = []
    if filters.language or filters.held:
        works = select(Edition.work_id).join(Edition.translations)
        having = texts(works, filters.language, filters.held)
        asked.append(is_among(ID, having, each=common.text))
    return asked + [
        one(value) for name, one in _OTHERS.items() if (value := getattr(filters, name))
    ]


def texts(rows: Select[Any], language: str, held: str) -> Select[Any]:
    """Return those of ``rows``, of translations, that have come out: in ``language``, and held.

    Where both are asked for, the text in that language is held, not any other of the work.
    """
    rows = rows.where(OUT)
    if language:
        rows = rows.where(Translation.language == language)
    if held:
        rows = rows.join(MaterialFile, MaterialFile.translation_id == Translation.id)
    return rows


def _on_theme(key: str) -> ColumnElement[bool]:
    used = select(ModuleMaterial.work_id).join(Module, Module.id == ModuleMaterial.module_id)
    return ID.in_(used.where(Module.key == key))


def _published_by(key: str) -> ColumnElement[bool]:
    which = select(Organisation.id).where(Organisation.key == key).scalar_subquery()
    works = select(WorkPublisher.work_id).where(WorkPublisher.organisation_id == which)
    editions = (
        select(Edition.work_id)
        .join(EditionOrganisation, EditionOrganisation.edition_id == Edition.id)
        .where(EditionOrganisation.organisation_id == which)
        .where(EditionOrganisation.part == Part.PUBLISHER)
    )
    return ID.in_(union_all(works, editions))


def _of_year(year: str) -> ColumnElement[bool]:
    """Return that the work, or an edition of it, is of a year."""
    works = select(ID).where(Work.year == int(year))
    editions = select(Edition.work_id).where(Edition.year == int(year))
    return ID.in_(union_all(works, editions))


def _of_kind(kind: str) -> ColumnElement[bool]:
    return Work.kind == kind


_OTHERS = {
    "theme": _on_theme,
    "publisher": _published_by,
    "year": _of_year,
    "kind": _of_kind,
}
