"""Writing rows whose key may be there already, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import FromClause, inspect
from sqlalchemy.dialects import postgresql, sqlite

from turin.db.base import Base, db


def insert_new(
    model: type[Base], key: tuple[str, ...], rows: Sequence[dict[str, Any]]
) -> dict[tuple[Any, ...], Any]:
    """Insert each row unless one with the same unique ``key`` is there; two at once are safe.

    All have the same columns. Returns the primary key (its first column) of each new row, by the
    values of its ``key``.
    """
    if not rows:
        return {}
    table = inspect(model).local_table
    new = db.session.execute(
        _insert(table)
        .on_conflict_do_nothing(index_elements=key)
        .returning(next(iter(table.primary_key)), *(table.c[name] for name in key)),
        rows,
    )
    return {tuple(values): primary for primary, *values in new}


def insert_or_add(model: type[Base], number: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert each row, or add its ``number`` to that of the row that has its primary key.

    Two at once are safe: both numbers are counted. Rows are locked in the order given.
    """
    if not rows:
        return
    table = inspect(model).local_table
    new = _insert(table)
    more = {number: table.c[number] + new.excluded[number]}
    db.session.execute(
        new.on_conflict_do_update(index_elements=list(table.primary_key), set_=more), rows
    )


def _insert(table: FromClause) -> Any:
    return {"postgresql": postgresql, "sqlite": sqlite}[db.engine.dialect.name].insert(table)
