"""``flask --app app storage ...``."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from turin import clock
from turin.config import Settings
from turin.storage import checking, unused
from turin.storage.files import stores
from turin.storage.moving import Journal, move
from turin.storage.stores import Store

storage = AppGroup("storage", help="Look after stored files.")
OFTEN = 100  # files between two lines of progress


@storage.command()
@click.option("--to", "name", type=click.Choice(["folder", "s3"]), required=True)
@click.option("--remove", is_flag=True, help="Remove from the old store what has arrived.")
def migrate(name: str, *, remove: bool) -> None:
    """Move all files to the store that new ones go to; people may go on reading meanwhile.

    Each is verified there by its hash before it counts. Whatever ends it, run it again: it goes on.
    """
    target, source = _target_and_source(name)
    settings: Settings = current_app.extensions["settings"]
    journal = Journal(settings.instance / f"moved-to-{name}", target)
    sizes = [one.size for one in source.all()]
    all_ = f"{len(sizes)} files, {{}} of {sum(sizes) >> 20} MB"
    number = octets = faults = 0
    for one in move(source, target, journal, remove=remove):
        number, octets, faults = number + 1, octets + one.size, faults + bool(one.fault)
        if one.fault:
            click.echo(f"{one.sha256} {one.fault}", err=True)
        if number % OFTEN == 0:
            click.echo(f"{number} of {all_.format(octets >> 20)}")
    if faults:
        raise click.ClickException(f"{number - faults} files are in {name}, {faults} are not")
    journal.end()
    left = "" if remove else f"; {source.name} has them too, as before"
    click.echo(f"All {number} files are in {name}, each verified by its hash{left}")


def _target_and_source(name: str) -> tuple[Store, Store]:
    """Return where new files go, which has to be the store of that name, and the other."""
    known = stores()
    if len(known) == 1:
        raise click.ClickException("There is one store only: set TURIN_S3_URL to have two")
    if known[0].name != name:
        raise click.ClickException(
            f"New files still go to {known[0].name}: set TURIN_STORAGE={name} and start everything"
            " again first, so that none is left behind"
        )
    return known[0], known[1]


@storage.command()
@click.option("--gigabytes", default=checking.A_NIGHT >> 30, help="How many to read at most.")
def check(gigabytes: int) -> None:
    """Read files again, those first that were not for longest, and list what is damaged."""
    checking.check(clock.now(), gigabytes << 30)
    damaged = checking.damaged()
    for one in damaged:
        click.echo(f"{one.sha256} is {one.damage}, known since {one.damaged_at:%Y-%m-%d}")
    if damaged:
        raise click.ClickException("Bring them back from a backup: storage mend /FOLDER/turin-...")
    click.echo("No file is known to be damaged")


@storage.command()
@click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
def mend(backup: Path) -> None:
    """Bring each damaged file back from BACKUP, a folder that ``backup`` has made."""
    left = 0
    for one in checking.damaged():
        copy = backup / "files" / one.sha256[:2] / one.sha256
        mended = checking.mend(one.sha256, copy, clock.now())
        left += not mended
        click.echo(f"{one.sha256} is {'mended' if mended else 'not in this backup'}")
    if left:
        raise click.ClickException(f"{left} files are still damaged: try an older backup")


@storage.command("remove-unused")
def remove_unused() -> None:
    """Remove files that nothing names and that came seven days ago or before, as every night."""
    click.echo(f"{unused.remove_unused(clock.now())} files were removed")
