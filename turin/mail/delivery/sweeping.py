"""Every half minute: what has become due, what is too late, and what its holder never settled."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, TextClause, and_, delete, exists, select, update
from sqlalchemy.orm import aliased

from turin.db import db
from turin.mail.delivery.pace import PACE, Pace
from turin.mail.letters import reminding_kinds
from turin.mail.models import HELD, UNSENT, WAITING, Intent, Outgoing, State

KEPT = timedelta(days=90)  # how long the text of a message is kept
REMEMBERED = timedelta(days=365)  # and that there was one, with what became of it


def sweep(at: datetime, pace: Pace = PACE) -> bool:
    """Move every message that time alone moves; return whether any is due.

    Joins the open transaction. Two at once do no harm: each step says what it finds.
    """
    late, over = Outgoing.expires_at <= at, Outgoing.lease_until <= at
    _move(WAITING, late, state=State.EXPIRED)
    _move(WAITING, _is(State.SCHEDULED), Outgoing.next_at <= at, state=State.QUEUED)
    _move(HELD, _is(State.LEASED), over, state=State.QUEUED)
    _move(HELD, _is(State.UNCERTAIN), late, state=State.EXPIRED)
    _resolve_uncertain(at)
    _move(HELD, _is(State.DOT), over, state=State.UNCERTAIN, next_at=at + pace.uncertain)
    due = exists().where(WAITING, _is(State.QUEUED), Outgoing.next_at <= at)
    return bool(db.session.scalar(select(due)))


def _resolve_uncertain(at: datetime) -> None:
    """Send again what may not have arrived: a store drops a second copy by its Message-ID.

    A reminder is given up instead once a later one has been posted.
    """
    later, this = aliased(Intent), Intent
    overtaken = (
        select(this.id)
        .join(
            later,
            and_(
                later.recipient == this.recipient,
                later.kind == this.kind,
                later.subject_type == this.subject_type,
                later.subject_id == this.subject_id,
                later.id > this.id,
                later.cancelled_at.is_(None),
            ),
        )
        .where(this.kind.in_(reminding_kinds()))
    )
    waited = (HELD, _is(State.UNCERTAIN), Outgoing.next_at <= at)
    _move(*waited, Outgoing.intent_id.in_(overtaken), state=State.EXPIRED)
    _move(*waited, state=State.QUEUED)


def forget(at: datetime) -> None:
    """Drop the text of what left, or was given up, long ago; after a year the whole.

    Joins the open transaction.
    """
    _move(
        Outgoing.state.not_in(UNSENT),
        Outgoing.message.is_not(None),
        Outgoing.next_at <= at - KEPT,
        message=None,
    )
    unsent = select(Outgoing.intent_id).where(Outgoing.state.in_(UNSENT))
    old = (Intent.created_at < at - REMEMBERED, Intent.id.not_in(unsent))
    db.session.execute(delete(Intent).where(*old).execution_options(synchronize_session=False))


def _is(state: State) -> ColumnElement[bool]:
    return Outgoing.state == state


def _move(*found: ColumnElement[bool] | TextClause, **values: Any) -> None:
    db.session.execute(
        update(Outgoing).where(*found).values(values).execution_options(synchronize_session=False)
    )
