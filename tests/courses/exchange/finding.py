"""What our search finds of the example catalogue for the queries of `queries.yaml`."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy import select

from courses.activities.models import Activity
from courses.catalogue.models import Course
from courses.materials.models import Work
from turin.db import db, search

LISTS = {
    "courses": ("course", Course),
    "activities": ("activity", Activity),
    "works": ("work", Work),
}
QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Found:
    """How many rows queries wanted, how many of those they found, and how many in all."""

    wanted: int
    right: int
    found: int

    @property
    def recall(self) -> float:
        """The share of what is wanted that is found."""
        return self.right / self.wanted

    @property
    def precision(self) -> float:
        """The share of what is found that is wanted."""
        return self.right / self.found


def found(q: str, listed: str) -> list[str]:
    """Return the keys of the rows that a list shows for ``q``, in its order."""
    kind, model = LISTS[listed]
    number = model.__table__.c.id

    def rows(words: str) -> list[str]:
        sought = search.Sought(kind, number, words, search.often(kind, words))
        keys = search.best_first(sought, select(model.key), (model.example,), (model.key.asc(),))
        return list(db.session.scalars(keys))

    if found_now := rows(q):
        return found_now
    better = search.corrected(kind, q)
    return rows(better) if better else []


def asked() -> list[list[str]]:
    """Return what is found for each of the queries; the example catalogue must be loaded."""
    return [found(query["q"], query["in"]) for query in QUERIES]


def measured(answers: list[list[str]]) -> Found:
    """Hold what was found for each of the queries against what it wants."""
    wanted = right = all_found = 0
    for query, answer in zip(QUERIES, answers, strict=True):
        keys = set(answer)
        wanted += len(query["wants"])
        right += len(keys & set(query["wants"]))
        all_found += len(keys)
    return Found(wanted, right, all_found)
