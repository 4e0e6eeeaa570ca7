"""Runs migrations in the application's own engine, with short waits on PostgreSQL."""

import pkgutil
from importlib import import_module

from alembic import context
from sqlalchemy import Connection, text

import courses
import turin
from turin.db import Base, db

LIMITS = ("SET lock_timeout = '4s'", "SET statement_timeout = '60s'")


def load_models() -> None:
    """Import every package's models, so that comparing them with the migrations misses none."""
    for floor in (turin, courses):
        for module in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
            if module.name.endswith(".models"):
                import_module(module.name)


def run() -> None:
    """Apply what is asked for, one transaction a migration."""
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _follow_references(connection, "OFF")
        else:
            for limit in LIMITS:
                connection.execute(text(limit))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=sqlite,
            transaction_per_migration=True,
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if sqlite:
            _follow_references(connection, "ON")


def _follow_references(connection: Connection, switch: str) -> None:
    """Have SQLite see to references or not: where a table is rebuilt, its children must stay.

    Asked of the driver itself, since inside of a transaction SQLite takes no notice of it, and
    SQLAlchemy begins one for whatever it is asked.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it is there while the connection is open
    driver.execute(f"PRAGMA foreign_keys = {switch}")
    (followed,) = driver.execute("PRAGMA foreign_keys").fetchone()
    if followed != (switch == "ON"):
        raise RuntimeError(f"SQLite did not turn references {switch}")


load_models()
run()
