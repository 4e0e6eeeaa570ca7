"""The commands ``flask --app app catalogue ...`` and ``flask --app app demo ...``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from courses.exchange import demonstration, samples
from courses.exchange.demonstration import people
from courses.exchange.indexing import index_all
from courses.exchange.loading import Counts, load
from courses.exchange.unloading import unload
from turin import clock
from turin.config import Settings
from turin.db import transaction
from turin.rows import BadFile, Change, Origin

EXAMPLE = Path(__file__).parents[1] / "catalogue" / "example"
demo = AppGroup("demo")
catalogue = AppGroup("catalogue")


@catalogue.command("load")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def load_files(files: tuple[Path, ...]) -> None:
    """Load catalogue FILES: all of them, or nothing if anything in them is wrong."""
    with _told(), transaction():
        counts = load(files, Origin())
    _say(counts)


@catalogue.command("load-example")
def load_example() -> None:
    """Load the example catalogue that comes with the program, and its sample files."""
    with _told(), transaction():
        counts = load(sorted(EXAMPLE.glob("*.yaml")), Origin(example=True))
        added = samples.attach(at=clock.now())
    _say(counts)
    click.echo(f"sample files: {added} added")


@catalogue.command("unload-example")
def unload_example() -> None:
    """Remove what the example brought; what people made, and what it stands on, stays."""
    with transaction():
        done = unload()
    for section, number in sorted(done.removed.items()):
        click.echo(f"{section}: {number} removed")
    for reason in done.kept:
        click.echo(f"kept: {reason}")
    if not done.removed and not done.kept:
        click.echo("nothing of the example is here")


@catalogue.command("index")
def index() -> None:
    """Make everything found anew, after a version that finds by more words than the last."""
    with transaction():
        number = index_all()
    click.echo(f"{number} courses, activities and works are found by their words")


@demo.command("load")
def load_demonstration() -> None:
    """Make invented activities and people around today, and say who may sign in."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException("a real site has no demonstration; it needs TURIN_DEMO=1")
    try:
        with transaction():
            counts = demonstration.make(clock.now())
    except demonstration.AlreadyMade:
        click.echo("The demonstration is here already.")
    except demonstration.ExampleMissing:
        raise click.ClickException("first load the example: catalogue load-example") from None
    else:
        click.echo(", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
    for account in people.offered():
        click.echo(f"{account.email}  {account.password}  ({account.name} {account.shows})")


@contextmanager
def _told() -> Iterator[None]:
    """End the command with one line for each problem of a file."""
    try:
        yield
    except BadFile as bad:
        many = len(bad.problems)
        click.echo("\n".join(map(str, bad.problems)), err=True)
        raise click.ClickException(
            f"{many} problem{'s' if many > 1 else ''}; nothing was loaded"
        ) from None


def _say(counts: Counts) -> None:
    for section, changes in counts.items():
        told = [f"{changes[change]} {change}" for change in Change if changes[change]]
        click.echo(f"{section}: {', '.join(told)}")
