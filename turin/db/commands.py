"""``flask --app app database ...``. Alone with Alembic: its 12 MB are for none but these."""

import click
from alembic import command
from alembic.config import Config
from flask.cli import AppGroup

from turin.db.schema import MIGRATIONS, names

database = AppGroup("database")


def alembic_config() -> Config:
    """Return Alembic's settings, which need no file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_path_separator", "os")
    return config


@database.command()
def migrate() -> None:
    """Apply every migration that the database has not seen."""
    command.upgrade(alembic_config(), "head")


@database.command()
def check() -> None:
    """Fail if the models say something that no migration does."""
    command.check(alembic_config())


@database.command()
@click.argument("message")
def revise(message: str) -> None:
    """Draft a migration named MESSAGE from what the models say and the database lacks."""
    found = names()
    number = int(found[-1].split("_")[0]) + 1 if found else 1
    command.revision(
        alembic_config(), message=message, rev_id=f"{number:04}_{message}", autogenerate=True
    )
