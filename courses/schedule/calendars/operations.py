"""Making and revoking the secret addresses of calendars. Nothing here commits."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select

from courses.activities.models import Activity
from courses.schedule.calendars import queries
from courses.schedule.calendars.models import CalendarAddress, Departure, Kind
from courses.schedule.models import Room
from turin import audit
from turin.db import db
from turin.people import links
from turin.people.models import Person

MADE_FOR = "calendar"


def make(
    kind: Kind, of: Activity | Room | None, *, language: str, by: Person, at: datetime
) -> CalendarAddress:
    """Return the address at which ``by`` reads a calendar: the one she has, or a new one.

    ``language`` is the one in which she reads it there. Who presses twice has one address.
    """
    db.session.execute(select(Person.id).where(Person.id == by.id).with_for_update(key_share=True))
    activity, room = (of if isinstance(of, what) else None for what in (Activity, Room))
    for known in queries.addresses(by):
        if (known.kind, known.activity, known.room) == (kind, activity, room):
            return known
    seed = secrets.token_hex(16)
    made = CalendarAddress(
        person=by,
        kind=kind,
        activity=activity,
        room=room,
        seed=seed,
        token_hash=links.hashed(links.derived(MADE_FOR, seed, None)),
        language=language,
        made_at=at,
    )
    db.session.add(made)
    db.session.flush()
    audit.record("calendars.made", made, by=by, at=at, kind=kind.value)
    return made


def revoke(address: CalendarAddress, *, by: Person, at: datetime) -> None:
    """Close an address for good: whoever has it reads nothing there any more."""
    audit.record("calendars.revoked", address, by=by, at=at, kind=address.kind.value)
    db.session.delete(address)
    db.session.flush()


def token(address: CalendarAddress) -> str | None:
    """Return the secret part of an address: None if the key that it was made with is gone."""
    token = links.derived(MADE_FOR, address.seed, address.token_hash)
    return token if links.hashed(token) == address.token_hash else None


def forget(at: datetime) -> None:
    """Delete what was told for long enough to be gone."""
    db.session.execute(delete(Departure).where(Departure.left_at < at - queries.STAYS))
