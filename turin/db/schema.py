"""The migrations: where they are, and whether the database has seen all of them."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

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


def up_to_date() -> bool:
    """Whether the database has seen the last migration."""
    applied = MigrationContext.configure(db.session.connection()).get_current_revision()
    return applied == newest()
