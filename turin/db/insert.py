"""Writing a row only if its key is new, on both databases."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite

from turin.db.base import Base, db


def insert_new(model: type[Base], key: tuple[str, ...], **values: Any) -> Any:
    """Insert a row unless one with the same unique ``key`` is there; both at once are safe.

    Returns the primary key (its first column) of the new row, or None if there was one.
    """
    insert = {"postgresql": postgresql, "sqlite": sqlite}[db.engine.dialect.name].insert
    primary = inspect(model).primary_key[0]
    return db.session.scalar(
        insert(model).values(values).on_conflict_do_nothing(index_elements=key).returning(primary)
    )
