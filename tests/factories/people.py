"""Persons for tests."""

from datetime import timedelta
from itertools import count

import pyotp

from turin import clock
from turin.db import db
from turin.people import passwords
from turin.people.factors import codes
from turin.people.models import Deputy, Person, Role, RoleGrant

PASSWORD = "correct horse battery"
_numbers = count(1)


def person(*roles: Role, password: str | None = None, **over) -> Person:
    """Return a person who holds ``roles``, flushed."""
    number = next(_numbers)
    made = Person(
        **{
            "name": f"Amina Haddad {number}",
            "email": f"amina.{number}@union.example",
            "created_at": clock.now(),
            "password_hash": passwords.hashed(password) if password else None,
            "roles": [RoleGrant(role=role) for role in roles],
        }
        | over
    )
    db.session.add(made)
    db.session.flush()
    return made


def deputy(person: Person, stands_in: Person, *, days: int = 3) -> Deputy:
    """Return that somebody stands in for ``person`` from yesterday on, flushed."""
    now = clock.now()
    starts, ends = now - timedelta(days=1), now + timedelta(days=days)
    made = Deputy(
        person_id=person.id,
        deputy_id=stands_in.id,
        first=starts.date(),
        last=ends.date(),
        zone="Europe/Rome",
        starts_at=starts,
        ends_at=ends,
    )
    db.session.add(made)
    db.session.flush()
    return made


def with_codes(person: Person) -> pyotp.TOTP:
    """Have one-time codes asked of ``person`` and return her app, which has told one just now."""
    codes.begin(person, at=clock.now())
    app = pyotp.TOTP(codes.begun(person))
    codes.confirm(person, app.at(clock.now()), at=clock.now())
    return app
