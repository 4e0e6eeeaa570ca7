"""``flask people``: how a new site gets its first administrator."""

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from turin import clock
from turin.db import transaction
from turin.people import operations
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
