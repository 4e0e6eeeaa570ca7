"""The message of a claimed row: rendered and frozen at the first claim, then always the same."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from turin.db import db, transaction
from turin.mail.delivery import leases, outcome
from turin.mail.delivery.leases import Holder
from turin.mail.letters import Withheld
from turin.mail.message import BadAddress, envelope
from turin.mail.models import AddressHealth, Outgoing, State
from turin.mail.operations import address_hash
from turin.mail.rendering import render

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message ready to go."""

    outgoing_id: int
    to_addr: str
    message: bytes


class _Quarantined(Exception):
    """Nothing arrives at this address, so nothing is sent there until somebody releases it."""


def prepare(holder: Holder, outgoing_id: int, at: datetime) -> Prepared | None:
    """Return the message to hand over, its lease begun anew; or None if it does not go now.

    What keeps it from going is written down.
    """
    try:
        with transaction():
            if not leases.renew(holder, outgoing_id, at):
                return None
            frozen = _frozen(outgoing_id)
        return frozen or _freeze(holder, outgoing_id, at)
    except Withheld as reason:
        outcome.settle(holder, outgoing_id, state=State.WITHHELD, last_error=str(reason)[:500])
    except BadAddress as reason:
        outcome.settle(holder, outgoing_id, state=State.DEAD, last_error=str(reason)[:500])
    except _Quarantined:
        outcome.settle(holder, outgoing_id, state=State.SUPPRESSED)
    except Exception as fault:  # one letter that cannot be written must not hold up the others
        log.exception("message %s could not be written", outgoing_id)
        outcome.try_again(holder, outgoing_id, f"{type(fault).__name__}: {fault}", at)
    return None


def _frozen(outgoing_id: int) -> Prepared | None:
    outgoing = db.session.get_one(Outgoing, outgoing_id)
    if outgoing.message is None:
        return None
    if _in_quarantine(outgoing.to_addr):
        raise _Quarantined
    return Prepared(outgoing_id, envelope(outgoing.to_addr), outgoing.message)


def _freeze(holder: Holder, outgoing_id: int, at: datetime) -> Prepared | None:
    rendered = render(outgoing_id, at)
    with transaction():
        quarantined = _in_quarantine(rendered.to_addr)
        kept = leases.step(
            holder,
            outgoing_id,
            State.LEASED,
            to_addr=rendered.to_addr,
            locale=rendered.locale,
            subject=rendered.subject,
            message=rendered.message,
            message_hash=hashlib.sha256(rendered.message).hexdigest(),
        )
    if quarantined:
        raise _Quarantined
    return Prepared(outgoing_id, envelope(rendered.to_addr), rendered.message) if kept else None


def _in_quarantine(address: str) -> bool:
    health = db.session.get(AddressHealth, address_hash(address))
    return health is not None and health.quarantined_at is not None
