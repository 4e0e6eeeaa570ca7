"""The commands of the foundation: ``flask --app app database ...``."""

import click
from alembic import command
from flask import Flask
from flask.cli import AppGroup

from turin.backup.commands import backup, restore_check
from turin.db.schema import MIGRATIONS, alembic_config
from turin.mail.commands import mail

database = AppGroup("database", help="Bring the database up to date.")


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
    names = sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    number = int(names[-1].split("_")[0]) + 1 if names else 1
    command.revision(
        alembic_config(), message=message, rev_id=f"{number:04}_{message}", autogenerate=True
    )


def init_app(app: Flask) -> None:
    """Add the commands to ``flask``."""
    app.cli.add_command(database)
    app.cli.add_command(mail)
    app.cli.add_command(backup)
    app.cli.add_command(restore_check)
