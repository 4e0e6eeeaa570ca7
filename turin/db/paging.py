"""A page of a list: what the reader sees, where she is, and how much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Select, bindparam, func

from turin.db.base import db

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """``rows`` are the ``number``-th page of ``size``, of ``total`` rows in all.

    ``most`` is how many of those that there may be the list goes through, if not all.
    """

    rows: Sequence[Row]
    number: int
    size: int
    total: int
    most: int | None = None

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than the list goes through."""
        return self.most is not None and self.total >= self.most

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The place of its first row in the list, counted from 1; 0 if the list is empty."""
        return 0 if not self.total else (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The place of its last row."""
        return min(self.number * self.size, self.total)


def page(query: Select[Any], number: int, size: int = 25, most: int | None = None) -> Page[Any]:
    """Return one page of a query that has a full order; a number past the end gives the last.

    ``most``: how many rows the query gives, of however many there are.
    """
    counting, piece = _statements(query, size)
    total = db.session.scalar(counting) or 0
    last = max(1, -(-total // size))
    number = min(max(1, number), last)
    rows = db.session.scalars(piece, {"skipped": (number - 1) * size}).unique().all()
    return Page(rows, number, size, total, most)


@lru_cache(maxsize=64)
def _statements(query: Select[Any], size: int) -> tuple[Select[int], Select[Any]]:
    """Return what counts the rows and what reads a page, made once of a query that is kept."""
    counting = query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
    return counting, query.limit(size).offset(bindparam("skipped", type_=Integer))
