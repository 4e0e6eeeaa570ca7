"""The migrations: where they are, and whether the database has seen all of them.

Asked without Alembic, since every web server asks: a migration is named as its file, each follows
the one whose name comes before, and the last that was applied stands in Alembic's own table.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from turin.db.base import db

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def names() -> list[str]:
    """Return the names of all migrations, in the order in which they are applied."""
    return sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


@cache
def newest() -> str | None:
    """Return the last migration there is."""
    return max(names(), default=None)


def applied(connection: Connection | None = None) -> str | None:
    """Return the last migration that a database has seen; by default the site's own."""
    connection = connection or db.session.connection()
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def up_to_date() -> bool:
    """Whether the database has seen the last migration."""
    return applied() == newest()
