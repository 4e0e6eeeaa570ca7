"""Runs migrations in the application's own engine, with short waits on PostgreSQL."""

import pkgutil
from importlib import import_module

from alembic import context
from sqlalchemy import text

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
        if sqlite:  # a table is rebuilt by copying: its references must not be followed meanwhile
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
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
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")


load_models()
run()
