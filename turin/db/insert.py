"""Writing rows only if their key is new, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect
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
    insert = {"postgresql": postgresql, "sqlite": sqlite}[db.engine.dialect.name].insert
    table = inspect(model).local_table
    new = db.session.execute(
        insert(table)
        .on_conflict_do_nothing(index_elements=key)
        .returning(next(iter(table.primary_key)), *(table.c[name] for name in key)),
        rows,
    )
    return {tuple(values): primary for primary, *values in new}
