"""What stands in the outbox: in numbers for those who watch, as messages for the demonstration."""

from datetime import datetime

from sqlalchemy import func, select

from turin.db import db
from turin.db.paging import Page, page
from turin.mail.models import WAITING, AddressHealth, Outgoing, RelayHealth, State


def counts() -> dict[State, int]:
    """Return how many messages stand in each state."""
    asked = select(Outgoing.state, func.count(Outgoing.id)).group_by(Outgoing.state)
    return dict(db.session.execute(asked).all())


def oldest_waiting(at: datetime) -> datetime | None:
    """Return since when the message that is overdue the longest has been due for its next try."""
    return db.session.scalar(
        select(func.min(Outgoing.next_at)).where(WAITING, Outgoing.next_at <= at)
    )


def quarantined() -> int:
    """Return at how many addresses nothing arrives."""
    asked = select(func.count()).where(AddressHealth.quarantined_at.is_not(None))
    return db.session.scalar(asked) or 0


def relay() -> RelayHealth | None:
    """Return what we know of the relay, if it ever gave us trouble."""
    return db.session.get(RelayHealth, RelayHealth.ONLY)


def sent(to: str, number: int) -> Page[Outgoing]:
    """Return a page of the messages that have left, the newest first; ``to``: to such addresses."""
    asked = select(Outgoing).where(Outgoing.state == State.SENT)
    if to:
        asked = asked.where(Outgoing.to_addr.icontains(to, autoescape=True))
    return page(asked.order_by(Outgoing.sent_at.desc(), Outgoing.id.desc()), number)


def sent_message(outgoing_id: int) -> bytes | None:
    """Return a message that has left, or None if there is none or its text is forgotten."""
    return db.session.scalar(
        select(Outgoing.message).where(Outgoing.id == outgoing_id, Outgoing.state == State.SENT)
    )
