"""How many works have each language, theme, publisher, year and kind, under the other filters.

They are counted among the works that the list goes through. Where there are more of those, a
number is told as "at least", and what has none among them is shown without a number.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    CompoundSelect,
    Select,
    String,
    cast,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)

from courses.catalogue.models import Module
from courses.materials.library.finding import OUT, Common, Filters, common, first, texts
from courses.materials.models import (
    Edition,
    EditionOrganisation,
    ModuleMaterial,
    Part,
    Translation,
    Work,
    WorkKind,
    WorkPublisher,
)
from turin.db import db
from turin.db.among import is_any
from turin.db.kept import kept
from turin.db.search import MOST_FOUND
from turin.db.types import Text
from turin.language.known import DOCUMENTS
from turin.organisations.models import Organisation

FACETS = ("language", "theme", "publisher", "year", "kind", "held")
ALL = ""  # how many works there are in all
Counting = Select[str, str, int]  # filter, value, how many works


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a filter with how many works have each; ``is_cut``: at least so many."""

    counts: dict[str, int]
    is_cut: bool


def facets(filters: Filters) -> dict[str, Facet]:
    """Return what can be chosen in each filter, under all the others."""
    free = tuple(name for name in FACETS if not getattr(filters, name))
    told = dict(counted(filters, free))
    for name in FACETS:
        if name not in free:
            told |= counted(filters.without(name), (name,))
    return told


@kept
def counted(filters: Filters, names: tuple[str, ...]) -> dict[str, Facet]:
    """Count each value of the filters ``names`` among the works that fit ``filters``."""
    counts: dict[str, dict[str, int]] = {name: {} for name in (ALL, *names)}
    for name, value, number in db.session.execute(_counting(filters, names, common(filters))):
        if number and value is not None:
            counts[name][value] = number
    is_cut = counts[ALL].get(ALL, 0) >= MOST_FOUND
    return {name: Facet(counts[name], is_cut) for name in names}


@lru_cache(maxsize=64)
def _counting(filters: Filters, names: tuple[str, ...], common: Common) -> CompoundSelect[Any]:
    """Return the query that counts all of them at once."""
    works = first(filters, common).cte("found")
    whole: Counting = select(literal(ALL), literal(ALL), func.count()).select_from(works)
    return union_all(whole, *(_COUNTED[name](works, filters) for name in names))


def _languages(works: CTE, filters: Filters) -> Counting:
    """Count the languages of what has come out; of what we hold, if that is asked for."""
    spoken = _of(works, Translation.language).join(Edition.translations)
    found = texts(spoken, "", filters.held)
    return _each("language", Translation.language, found, Edition.work_id.distinct())


def _held(works: CTE, filters: Filters) -> Counting:
    """Count what we hold; in the language that is asked for, if one is."""
    of_work = select(Translation.id).join(Translation.edition).where(Edition.work_id == works.c.id)
    counted = select(literal("held"), literal("1"), func.count()).select_from(works)
    return counted.where(is_any(texts(of_work, filters.language, "1")))


def _themes(works: CTE, _filters: Filters) -> Counting:
    used = select(Module.key).join(ModuleMaterial, ModuleMaterial.module_id == Module.id)
    return _each("theme", Module.key, used.join(works, works.c.id == ModuleMaterial.work_id))


def _publishers(works: CTE, _filters: Filters) -> Counting:
    """Count those of works and those of editions, each work once."""
    of_works = select(WorkPublisher.organisation_id, WorkPublisher.work_id)
    of_editions = _of(works, EditionOrganisation.organisation_id, Edition.work_id)
    publishing = union(
        of_works.join(works, works.c.id == WorkPublisher.work_id),
        of_editions.join(Edition.organisations).where(EditionOrganisation.part == Part.PUBLISHER),
    ).subquery()
    named = select(Organisation.key).join(
        publishing, publishing.c.organisation_id == Organisation.id
    )
    return _each("publisher", Organisation.key, named)


def _years(works: CTE, _filters: Filters) -> Counting:
    """Count those of works and those of editions, each work once."""
    dated = union(
        select(works.c.year, works.c.id), _of(works, Edition.year, Edition.work_id)
    ).subquery()
    return _each("year", dated.c.year, select(dated.c.year))


def _kinds(works: CTE, _filters: Filters) -> Counting:
    return _each("kind", works.c.kind, select(works.c.kind))


_COUNTED = {
    "language": _languages,
    "theme": _themes,
    "publisher": _publishers,
    "year": _years,
    "kind": _kinds,
    "held": _held,
}


def _of(works: CTE, *columns: Any) -> Select[Any]:
    """Return the query of ``columns`` of the editions of ``works``."""
    return select(*columns).select_from(Edition).join(works, Edition.work_id == works.c.id)


def _each(name: str, value: Any, rows: Select[Any], what: Any = None) -> Counting:
    """Count ``rows``, or ``what`` of them, by ``value``."""
    count = func.count() if what is None else func.count(what)
    told = (literal(name), cast(value, String), count)
    return rows.with_only_columns(*told, maintain_column_froms=True).group_by(value)


def known() -> dict[str, list[tuple[str, Any]]]:
    """Return every value there is of each filter, whether or not it is counted, and its name."""
    return {
        "language": [(code, None) for code in languages()],
        "theme": themes(),
        "publisher": publishers(),
        "year": [(year, None) for year in years()],
        "kind": [(kind.value, None) for kind in WorkKind],
    }


@kept
def languages() -> list[str]:
    """Return the languages in which anything has come out, by code.

    Each is looked for by itself: to read all translations for them would take long.
    """
    out = select(Translation.id).where(OUT)
    asked = {code: out.where(Translation.language == code).exists() for code in DOCUMENTS}
    there = db.session.execute(select(*(one.label(code) for code, one in asked.items()))).one()
    return sorted(code for code, is_there in zip(asked, there, strict=True) if is_there)


@kept
def themes() -> list[tuple[str, Text]]:
    """Return key and title of the modules that have materials, by key."""
    used = select(ModuleMaterial.work_id).where(ModuleMaterial.module_id == Module.id)
    found = select(Module.key, Module.title).where(is_any(used))
    return [(key, title) for key, title in db.session.execute(found.order_by(Module.key))]


@kept
def publishers() -> list[tuple[str, Text]]:
    """Return key and name, or acronym, of the organisations that publish works, by key."""
    works = select(WorkPublisher.work_id).where(WorkPublisher.organisation_id == Organisation.id)
    editions = select(EditionOrganisation.edition_id).where(
        EditionOrganisation.organisation_id == Organisation.id,
        EditionOrganisation.part == Part.PUBLISHER,
    )
    publishing = or_(is_any(works), is_any(editions))
    found = select(Organisation.key, Organisation.name, Organisation.acronym)
    found = found.where(publishing, Organisation.key.is_not(None)).order_by(Organisation.key)
    return [
        (key, Text(und=acronym) if acronym else name)
        for key, name, acronym in db.session.execute(found)
        if key
    ]


@kept
def years() -> list[str]:
    """Return the years of works and editions, the latest first, by going from each to the next."""
    known = union(*(_years_of(one, name) for one, name in ((Work, "works"), (Edition, "editions"))))
    found = {year for year in db.session.scalars(known) if year is not None}
    return [str(year) for year in sorted(found, reverse=True)]


def _years_of(table: type[Work | Edition], name: str) -> Select[int | None]:
    column: Any = table.year
    known = select(func.max(column).label("year")).cte(f"years_of_{name}", recursive=True)
    before = select(func.max(column)).where(column < known.c.year).scalar_subquery()
    known = known.union_all(select(before).where(known.c.year.is_not(None)))
    return select(known.c.year)
