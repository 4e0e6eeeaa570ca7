"""Who holds which message: every step says what it found, and is not taken if that has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from turin.db import db
from turin.mail.delivery.pace import Pace
from turin.mail.models import HELD, WAITING, Outgoing, RelayHealth, State


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that sends (``host:pid:uuid``), and its pace."""

    name: str
    pace: Pace


def claim(holder: Holder, at: datetime) -> Sequence[int]:
    """Take the messages that have been due the longest; none while the relay is paused.

    Two claims at once never take the same: PostgreSQL skips what the other has locked, SQLite
    makes the second wait for the first.
    """
    relay = db.session.get(RelayHealth, RelayHealth.ONLY)
    if relay and relay.paused_until and relay.paused_until > at:
        return ()
    due = db.session.scalars(
        select(Outgoing.id)
        .where(
            WAITING,
            Outgoing.state == State.QUEUED,
            Outgoing.next_at <= at,
            or_(Outgoing.expires_at.is_(None), Outgoing.expires_at > at),
        )
        .order_by(Outgoing.next_at, Outgoing.id)
        .limit(holder.pace.batch)
        .with_for_update(skip_locked=True)
    ).all()
    db.session.execute(
        update(Outgoing)
        .where(Outgoing.id.in_(due))
        .values(state=State.LEASED, lease_by=holder.name, lease_until=at + holder.pace.lease)
    )
    return due


def renew(holder: Holder, outgoing_id: int, at: datetime) -> bool:
    """Begin the lease of one message anew; False if it is ours no more."""
    return step(holder, outgoing_id, State.LEASED, lease_until=at + holder.pace.lease)


def mark_dot(holder: Holder, outgoing_id: int, at: datetime) -> datetime | None:
    """Note that the final dot is about to go; return when the lease ends.

    None if the message is ours no more, or not for long enough.
    """
    return db.session.scalar(
        update(Outgoing)
        .where(
            Outgoing.id == outgoing_id,
            Outgoing.state == State.LEASED,
            Outgoing.lease_by == holder.name,
            Outgoing.lease_until > at + holder.pace.margin,
        )
        .values(state=State.DOT)
        .returning(Outgoing.lease_until)
    )


def step(holder: Holder, outgoing_id: int, before: State, **values: Any) -> bool:
    """Change a message that ``holder`` holds in the state ``before``; False if it doesn't."""
    found = db.session.scalar(
        update(Outgoing)
        .where(
            Outgoing.id == outgoing_id,
            Outgoing.state == before,
            Outgoing.lease_by == holder.name,
        )
        .values(values)
        .returning(Outgoing.id)
    )
    return found is not None


def release(holder: Holder) -> None:
    """Give back what is held and has not left."""
    db.session.execute(
        update(Outgoing)
        .where(HELD, Outgoing.lease_by == holder.name, Outgoing.state == State.LEASED)
        .values(state=State.QUEUED, lease_by="", lease_until=None)
    )
