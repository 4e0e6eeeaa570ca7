"""``flask --app app backup`` and ``restore-check``."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from turin import clock
from turin.backup import checking, making
from turin.backup.engines import TROUBLE


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--without-files", is_flag=True, help="Leave files to a store that is safe itself.")
@with_appcontext
def backup(folder: Path, *, without_files: bool) -> None:
    """Copy database and files, as they are at one moment, into a new folder inside FOLDER.

    People may go on working. The secret key is not copied: keep it elsewhere.
    """
    try:
        click.echo(making.make(folder, clock.now(), files=not without_files))
    except TROUBLE as failed:
        raise click.ClickException(f"nothing was copied: {failed}") from failed


@click.command("restore-check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def restore_check(folder: Path) -> None:
    """Restore the backup FOLDER aside, look whether all is there, and leave nothing behind."""
    try:
        found = list(checking.faults(folder, click.echo))
    except (*TROUBLE, TypeError, ValueError) as failed:
        raise click.ClickException(f"{folder} cannot be restored: {failed}") from failed
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException(f"{folder} is not a whole backup")
    click.echo(f"{folder} is whole: restored, counted and read")
