"""``flask people``: how a new site gets its first administrator, and how she gets in again."""

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from turin import clock
from turin.db import transaction
from turin.people import operations, queries
from turin.people.factors import codes
from turin.people.models import Role

people = AppGroup("people", help="Look after accounts.")


def _address(_context: click.Context, _argument: click.Parameter, value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as wrong:
        raise click.BadParameter(str(wrong)) from wrong


@people.command()
@click.argument("email", callback=_address)
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--name", required=True, help="Her name; made known if there is nobody yet.")
def grant(email: str, role: str, name: str) -> None:
    """Give the person of EMAIL and name the ROLE. She signs in by a link that is mailed."""
    at = clock.now()
    with transaction():
        person = operations.find_or_make(email, name, at=at)
        operations.grant(person, Role(role), by=None, at=at)
    click.echo(f"{person.name} <{person.email}> is {role}.")


@people.command("reset-second-step")
@click.argument("email", callback=_address)
def reset_second_step(email: str) -> None:
    """Take away the second steps of who signs in with EMAIL, when no administrator is left to."""
    at = clock.now()
    with transaction():
        found = queries.of_mailbox(email)
        for person in found:
            operations.reset_second_factor(person, by=None, at=at)
    if not found:
        raise click.ClickException(f"nobody signs in with {email}")
    for person in found:
        click.echo(f"{person.name} <{person.email}> signs in without a second step.")


@people.command("reseal")
def reseal() -> None:
    """Seal what one-time codes are made of anew, so that a secret key of before can go."""
    with transaction():
        done, lost = codes.reseal()
    click.echo(f"{done} sealed anew.")
    if lost:
        raise click.ClickException(f"no key opens those of the persons {', '.join(map(str, lost))}")
