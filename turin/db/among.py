"""Whether a row is among others: they are looked up, or, where they are many, it is asked."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, union_all


def is_among(one: ColumnElement[int], *rows: Select[Any], each: bool) -> ColumnElement[bool]:
    """Return that ``one`` is in the first column of any of ``rows``.

    ``each``: they are so many that ``one`` is better asked for by itself. PostgreSQL would look
    all of them up for EXISTS too, as a join; the value of a select it finds row by row.
    """
    if not each:
        return one.in_(union_all(*rows) if len(rows) > 1 else rows[0])
    return or_(*(is_any(some.where(some.selected_columns[0] == one)) for some in rows))


def is_any(rows: Select[Any]) -> ColumnElement[bool]:
    """Return that there is one of ``rows``, whose first column is never NULL.

    PostgreSQL would make a join of EXISTS, and read all there has ever been.
    """
    return rows.limit(1).scalar_subquery().is_not(None)
