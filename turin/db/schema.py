"""The migrations: where they are, and whether the database has seen all of them."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from turin.db.base import db

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def alembic_config() -> Config:
    """Return Alembic's settings, which need no file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_path_separator", "os")
    return config


@cache
def newest() -> str | None:
    """Return the last migration there is."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def applied(connection: Connection | None = None) -> str | None:
    """Return the last migration that a database has seen; by default the site's own."""
    return MigrationContext.configure(connection or db.session.connection()).get_current_revision()


def up_to_date() -> bool:
    """Whether the database has seen the last migration."""
    return applied() == newest()
