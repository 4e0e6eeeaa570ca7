"""What a database itself says of its tables, so that two of its states can be compared."""

import json

from sqlalchemy import Connection, inspect, text

from turin.db import db

# What PostgreSQL says: its inspector asks it six hard questions for as much, or less.
ASKED = (
    """
    SELECT relname, attname, format_type(atttypid, atttypmod), attcollation::regcollation::text,
        attnotnull, attidentity, pg_get_expr(adbin, adrelid)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
        AND NOT attisdropped
    """,
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    """,
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)
Told = dict[str, list[str]]
_known: dict[
    tuple[str, ...], list[str]
] = {}  # what is said of a table that was made by these words


def schema() -> Told:
    """Return what is said of every table: its columns, keys, checks, indexes and guards."""
    with db.engine.connect() as connection:
        tables = _sqlite if connection.dialect.name == "sqlite" else _postgresql
        return {
            table: said for table, said in tables(connection).items() if table != "alembic_version"
        }


def _postgresql(connection: Connection) -> Told:
    told: Told = {}
    for question in ASKED:
        for table, *facts in connection.execute(text(question)):
            told.setdefault(table, []).append(json.dumps(facts))
    return {table: sorted(facts) for table, facts in told.items()}


def _sqlite(connection: Connection) -> Told:
    """Inspect those tables only that were not yet seen: each costs six questions and more."""
    words: dict[str, tuple[str, ...]] = {}
    for table, said in connection.execute(
        text(
            "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index')"
            " AND sql <> '' ORDER BY type, name"
        )
    ):
        words[table] = (*words.get(table, (table,)), said)
    new = [table for table, said in words.items() if said not in _known]
    if new:
        _known.update({words[table]: said for table, said in _inspected(connection, new).items()})
    guards = connection.execute(
        text("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    ).all()
    return {
        table: _known[said]
        + [f"{name}: {made.strip()}" for on, name, made in guards if on == table]
        for table, said in words.items()
    }


def _inspected(connection: Connection, tables: list[str]) -> Told:
    inspector = inspect(connection)
    aspects = [
        inspector.get_multi_columns(filter_names=tables),
        inspector.get_multi_check_constraints(filter_names=tables),
        inspector.get_multi_unique_constraints(filter_names=tables),
        inspector.get_multi_pk_constraint(filter_names=tables),
        inspector.get_multi_foreign_keys(filter_names=tables),
        inspector.get_multi_indexes(filter_names=tables),
    ]
    return {
        table: [told for aspect in aspects for told in _rows(aspect[None, table])]
        for table in tables
    }


def _rows(found) -> list[str]:
    rows = found if isinstance(found, list) else [found]
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows)
