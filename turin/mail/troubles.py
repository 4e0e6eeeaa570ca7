"""Letters that did not arrive, or may not have: which, why, and sending them again."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import contains_eager

from turin.db import after_commit, db
from turin.mail.models import Intent, Outgoing, State
from turin.mail.operations import nudge, release

TROUBLED = (State.UNCERTAIN, State.DEAD, State.SUPPRESSED)
LOOKED_AT = timedelta(days=90)  # as long as the text of a message is kept


class Why(StrEnum):
    """Why a letter did not arrive."""

    NO_ADDRESS = "no-address"  # what was given is no mail address
    NO_MAILBOX = "no-mailbox"  # the server says that there is none of this name
    REFUSED = "refused"  # by the server, for good
    PUT_OFF = "put-off"  # by the server, until we gave up
    UNWRITTEN = "unwritten"  # a fault of ours
    QUARANTINED = "quarantined"  # letters to the address were refused before
    PERHAPS = "perhaps"  # the line broke at the end: it may have arrived


def why(letter: Outgoing) -> Why:
    """Return why a troubled letter did not arrive."""
    if letter.state == State.UNCERTAIN:
        return Why.PERHAPS
    if letter.state == State.SUPPRESSED:
        return Why.QUARANTINED
    if letter.smtp_code is None:
        return Why.UNWRITTEN if letter.attempts else Why.NO_ADDRESS
    if letter.last_error.startswith("5.1."):  # RFC 3463: the address is bad
        return Why.NO_MAILBOX
    return Why.REFUSED if letter.smtp_code >= 500 else Why.PUT_OFF


def troubled(at: datetime) -> Select[Outgoing]:
    """Return the query of the troubled letters that are still of use, with their intents."""
    return (
        select(Outgoing)
        .join(Outgoing.intent)
        .options(contains_eager(Outgoing.intent).joinedload(Intent.person))
        .where(
            Outgoing.state.in_(TROUBLED),
            Intent.cancelled_at.is_(None),
            Intent.created_at > at - LOOKED_AT,
            or_(Outgoing.expires_at.is_(None), Outgoing.expires_at > at),
        )
    )


def address(letter: Outgoing) -> str:
    """Return where a letter would go now: a person's is where she reads."""
    to = letter.intent.person or letter.intent
    return str(to.email)


def send_again(letter: Outgoing, *, at: datetime) -> None:
    """Queue all troubled letters of whom this one is for, and take her address out of quarantine.

    Each is another attempt of the same message; only one that was written to another address is
    written anew.
    """
    hers = troubled(at).where(Intent.recipient == letter.intent.recipient)
    for one in db.session.scalars(hers).all():
        anew = {} if one.to_addr == address(one) else {"message": None, "to_addr": ""}
        db.session.execute(
            update(Outgoing)
            .where(Outgoing.id == one.id, Outgoing.state.in_(TROUBLED))
            .values(state=State.QUEUED, next_at=at, attempts=0, **anew)
        )
    release(address(letter), at=at)
    after_commit(nudge)
