"""Reading how often files were fetched."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import extract, func, select

from courses.materials.demand.models import Fetched
from courses.materials.demand.rules import Month, told
from courses.materials.models import Edition, MaterialFile, Translation, Work
from turin.db import db
from turin.db.types import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the counts; empty values ask nothing. Months are written as 2026-11."""

    work: str = ""
    language: str = ""
    country: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A count with the file that it is of."""

    work: str
    title: Text
    language: str
    format: str
    name: str
    month: str
    country: str
    times: int


BY: dict[str, Callable[[Told], str]] = {
    "work": lambda one: one.work,
    "language": lambda one: one.language,
    "country": lambda one: one.country,
    "month": lambda one: one.month,
}


def rows(asked: Asked) -> list[Told]:
    """Return the counts that were asked for, the latest month first, as they may be told."""
    year, month = (extract(part, Fetched.day) for part in ("year", "month"))
    query = (
        select(Fetched.file_id, year, month, Fetched.country, func.sum(Fetched.times))
        .group_by(Fetched.file_id, year, month, Fetched.country)
        .order_by(year.desc(), month.desc(), Fetched.file_id, Fetched.country)
    )
    found = told(
        Month(number, f"{int(years):04}-{int(months):02}", country, int(times))
        for number, years, months, country, times in db.session.execute(query)
    )
    files = _files({one.file_id for one in found}, asked)
    return [
        Told(*(*files[one.file_id], one.month, one.country, one.times))
        for one in found
        if one.file_id in files
        and asked.country in {"", one.country}
        and asked.since <= one.month <= (asked.until or "9999")
    ]


def _files(ids: set[int], asked: Asked) -> dict[int, tuple[Any, ...]]:
    query = (
        select(
            MaterialFile.id,
            Work.key,
            Work.title,
            Translation.language,
            MaterialFile.format,
            MaterialFile.name,
        )
        .join(Translation, Translation.id == MaterialFile.translation_id)
        .join(Edition, Edition.id == Translation.edition_id)
        .join(Work, Work.id == Edition.work_id)
        .where(MaterialFile.id.in_(ids))
        .order_by(MaterialFile.id)
    )
    if asked.work:
        query = query.where(Work.key == asked.work)
    if asked.language:
        query = query.where(Translation.language == asked.language)
    return {number: tuple(file) for number, *file in db.session.execute(query)}


def summed(found: list[Told], by: str) -> list[tuple[str, int]]:
    """Return the sums by work, language, country or month, the largest first."""
    sums: Counter[str] = Counter()
    for one in found:
        sums[BY[by](one)] += one.times
    return sorted(sums.items(), key=lambda sum_: (-sum_[1], sum_[0]))
