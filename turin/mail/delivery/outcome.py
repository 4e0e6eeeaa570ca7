"""What became of a message, written down: its row, the attempt, its address, the relay."""

import logging
import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from turin import clock
from turin.db import db, transaction
from turin.mail.delivery import leases
from turin.mail.delivery.answers import Answer, Fate, Phase
from turin.mail.delivery.leases import Holder
from turin.mail.delivery.pace import Pace
from turin.mail.models import AddressHealth, Attempt, Outgoing, RelayHealth, State
from turin.mail.operations import address_hash

log = logging.getLogger(__name__)
ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
HARD_BOUNCES = 2  # refusals for good after which an address is in quarantine


class RelayRests(Exception):
    """No message goes for a while; says why."""


def accepted(holder: Holder, outgoing_id: int, answer: Answer, started: datetime) -> None:
    """Note that the relay has taken the message."""
    ended = clock.now()
    with transaction():
        kept = leases.step(
            holder, outgoing_id, State.DOT, state=State.SENT, sent_at=ended, smtp_code=answer.code
        )
        if not kept:  # our lease was swept while the relay thought it over: we know better now
            _settle_what_others_took(outgoing_id, ended)
        _note_attempt(outgoing_id, answer, started, ended)


def refused(holder: Holder, outgoing_id: int, answer: Answer, started: datetime) -> None:
    """Note that the relay has not taken the message, or that we cannot know.

    Raises RelayRests if no other message would fare better now.
    """
    now = clock.now()
    before = State.DOT if answer.phase is Phase.DOT else State.LEASED
    with transaction():
        outgoing = db.session.get_one(Outgoing, outgoing_id, populate_existing=True)
        _note_attempt(outgoing_id, answer, started, now)
        values = _after(answer, outgoing.attempts, holder.pace, now)
        leases.step(holder, outgoing_id, before, **values)
        if answer.blames_address:
            _count_bounce(outgoing.to_addr, answer, now)
        reason = _without_addresses(f"{answer.phase}: {answer.code or 'cut'} {answer.text}")[:500]
        if rest := _rest(answer.fate, holder.pace):
            db.session.merge(
                RelayHealth(id=RelayHealth.ONLY, paused_until=now + rest, reason=reason)
            )
    if answer.fate is Fate.BROKEN or (answer.fate is Fate.DEAD and not answer.blames_address):
        log.error("message %s was refused: %s", outgoing_id, answer.loggable)
    if rest:
        raise RelayRests(answer.loggable)


def _without_addresses(reason: str) -> str:
    """Return what a relay said without whom it said it of: the log is for whoever runs the site."""
    return ADDRESS.sub("(an address)", reason)


def settle(holder: Holder, outgoing_id: int, **values: Any) -> None:
    """Change a message that has not left and give it back."""
    with transaction():
        leases.step(holder, outgoing_id, State.LEASED, lease_by="", lease_until=None, **values)


def try_again(holder: Holder, outgoing_id: int, reason: str, at: datetime) -> None:
    """Put off a message that we could not even write, as if it had been refused for now."""
    with transaction():
        attempts = db.session.get_one(Outgoing, outgoing_id, populate_existing=True).attempts + 1
        values = _later(attempts, holder.pace, at, reason)
        leases.step(holder, outgoing_id, State.LEASED, **values)


def _after(answer: Answer, attempts: int, pace: Pace, now: datetime) -> dict[str, Any]:
    """Return what changes in the row of a message that was answered so."""
    said = {"smtp_code": answer.code, "last_error": answer.text}
    said |= {"lease_by": "", "lease_until": None}
    match answer.fate:
        case Fate.PAUSE | Fate.BROKEN:
            return {**said, "state": State.QUEUED, "attempts": attempts}
        case Fate.DEAD:
            return {**said, "state": State.DEAD, "attempts": attempts + 1}
        case Fate.UNCERTAIN:
            again = {"attempts": attempts + 1, "next_at": now + pace.uncertain}
            return {**said, **again, "state": State.UNCERTAIN}
        case Fate.AGAIN:
            return {**said, **_later(attempts + 1, pace, now, answer.text)}


def _later(attempts: int, pace: Pace, now: datetime, reason: str) -> dict[str, Any]:
    tried_enough = attempts >= pace.tries
    return {
        "state": State.DEAD if tried_enough else State.QUEUED,
        "attempts": attempts,
        "next_at": now + pace.wait(attempts),
        "last_error": reason[:500],
        "lease_by": "",
        "lease_until": None,
    }


def _rest(fate: Fate, pace: Pace) -> timedelta | None:
    return {Fate.PAUSE: pace.paused, Fate.BROKEN: pace.broken}.get(fate)


def _note_attempt(outgoing_id: int, answer: Answer, started: datetime, ended: datetime) -> None:
    before = db.session.scalar(
        select(func.count(Attempt.id)).where(Attempt.outbox_id == outgoing_id)
    )
    db.session.add(
        Attempt(
            outbox_id=outgoing_id,
            n=(before or 0) + 1,
            started=started,
            ended=ended,
            phase=answer.phase,
            code=answer.code,
            text=answer.text,
        )
    )


def _count_bounce(address: str, answer: Answer, now: datetime) -> None:
    key = address_hash(address)
    health = db.session.get(AddressHealth, key) or AddressHealth(addr_hash=key, hard_bounces=0)
    db.session.add(health)
    health.hard_bounces += 1
    health.last_code = answer.code
    health.reason = answer.text
    if answer.address_unknown or health.hard_bounces >= HARD_BOUNCES:
        health.quarantined_at = now


def _settle_what_others_took(outgoing_id: int, sent_at: datetime) -> None:
    """Mark as sent what was swept from us; who holds it now will be stopped before the dot."""
    db.session.execute(
        update(Outgoing)
        .where(
            Outgoing.id == outgoing_id,
            Outgoing.state.in_((State.UNCERTAIN, State.QUEUED, State.LEASED)),
        )
        .values(state=State.SENT, sent_at=sent_at)
    )
