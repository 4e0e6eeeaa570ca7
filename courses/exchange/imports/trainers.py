"""Trainers from a sheet: an account each that may teach, made or already there."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from courses.exchange.imports import words
from courses.exchange.imports.plans import Deed, Line, Plan
from turin.db import db
from turin.language.known import INTERFACE
from turin.people import operations
from turin.people.keys import email_key, name_key
from turin.people.models import Person, Role
from turin.web.fields import mail_address
from turin.web.sheets import Cell, Column, Reading, Row, cells

NAME = 200  # letters


def _address(cell: Cell) -> str:
    """Read a mail address."""
    found = mail_address(cells.plain(cell))
    if found is None:
        raise cells.Wrong(_("Write an email address like amina@example.org."))
    return found


def _interface() -> words.Names:
    """Return the languages in which we write."""
    return {code: names for code, names in words.languages().items() if code in INTERFACE}


COLUMNS = (
    Column("name", _l("Name"), cells.words(NAME), needed=True, example=["Amina Haddad"]),
    Column("email", _l("Email address"), _address, needed=True, example=["amina@example.org"]),
    Column("language", _l("Language"), cells.choice(_interface), example=["fr"]),
)


def plan(reading: Reading) -> Plan:
    """Return who would be made known, and who would be let teach."""
    drawn = Plan.of(reading, [_("Name"), _("Email address")])
    known = _known({email_key(row["email"]) for row in reading.whole})
    seen: set[tuple[str, str]] = set()
    for row in reading.whole:
        key = (email_key(row["email"]), name_key(row["name"]))
        if key in seen:
            reading.fault(row, "email", _("This person is named twice in the file."))
            continue
        seen.add(key)
        hers = known.get(key[0], [])
        person = next((one for one in hers if one.name_key == key[1]), None)
        if person is None and hers:
            says = _(
                "This address is known as that of %(name)s. Write the name so.", name=hers[0].name
            )
            reading.fault(row, "name", says)
        elif person and person.disabled_at:
            reading.fault(row, "email", _("This account is closed. Open it again first."))
        else:
            drawn.lines.append(_line(row, person))
    return drawn


def _known(emails: set[str]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    query = select(Person).where(Person.email_key.in_(emails)).order_by(Person.id)
    for person in db.session.scalars(query):
        found.setdefault(person.email_key, []).append(person)
    return found


def _line(row: Row, person: Person | None) -> Line:
    says = [row["name"], row["email"]]
    if person is None:
        return Line(row, Deed.MADE, says, lambda by, at: _make(row, by, at))
    teaches = person.has(Role.TRAINER)
    return Line(
        row,
        Deed.LEFT if teaches else Deed.CHANGED,
        says,
        lambda by, at: operations.grant(person, Role.TRAINER, by=by, at=at),
    )


def _make(row: Row, by: Person, at: datetime) -> None:
    """Make her known on the word of an administrator; she signs in by a link that is mailed."""
    language = row["language"] or "en"
    person = operations.find_or_make(row["email"], row["name"], at=at, language=language)
    operations.grant(person, Role.TRAINER, by=by, at=at)
