"""``flask --app app mail ...``: sending without a queue, and what the outbox holds."""

import logging

import click
from flask.cli import AppGroup

from turin import clock
from turin.db import transaction
from turin.mail import delivery, operations, queries

log = logging.getLogger(__name__)
mail = AppGroup("mail", help="Send what waits, and say how it stands.")


@mail.command()
def run() -> None:
    """Send all that is due, once, without any queue."""
    with transaction():
        delivery.sweep(clock.now())
    click.echo(f"{delivery.drain()} sent")


@mail.command()
def status() -> None:
    """Say how many messages stand in which state."""
    now = clock.now()
    for state, number in sorted(queries.counts().items()):
        click.echo(f"{state}\t{number}")
    if oldest := queries.oldest_waiting(now):
        click.echo(f"oldest waits\t{int((now - oldest).total_seconds())} s")
    if quarantined := queries.quarantined():
        click.echo(f"addresses in quarantine\t{quarantined}")
    relay = queries.relay()
    if relay and relay.paused_until and relay.paused_until > now:
        click.echo(f"the relay rests until {relay.paused_until:%H:%M:%S} UTC\t{relay.reason}")


@mail.command()
@click.argument("address")
def release(address: str) -> None:
    """Take ADDRESS out of quarantine and send what was held back."""
    with transaction():
        number = operations.release(address, at=clock.now())
    log.info("an address was taken out of quarantine")
    click.echo(f"{number} messages queued again")
