"""Sending what is due: claim, render once, hand over, settle. No transaction is open meanwhile."""

import logging
import os
import signal
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from flask import current_app

from turin import clock
from turin.config import Settings
from turin.db import transaction
from turin.mail.delivery import leases, outcome
from turin.mail.delivery.answers import Answer, Phase
from turin.mail.delivery.leases import Holder
from turin.mail.delivery.pace import PACE, Pace
from turin.mail.delivery.prepare import Prepared, prepare
from turin.mail.delivery.relay import Carrier, Envelope, Mailbox, Relay

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Somebody else may hold the message by now; it must not leave from here."""


def drain(pace: Pace = PACE, enough: Callable[[], bool] = lambda: False) -> int:
    """Hand over all that is due and return how many messages have left.

    Stops early, with everything settled or given back, once ``enough`` says so, SIGTERM comes, or
    the relay wants a rest.
    """
    settings: Settings = current_app.extensions["settings"]
    holder = Holder(f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4()}", pace)
    carrier = Relay(settings.smtp, pace.timeout) if settings.smtp else Mailbox()
    sent = 0
    with _finishing_first() as asked_to_stop:
        try:
            while batch := _claim(holder):
                for outgoing_id in batch:
                    if asked_to_stop() or enough():
                        return sent
                    sent += _deliver(holder, carrier, outgoing_id, settings.mail_from)
        except outcome.RelayRests as rests:
            log.warning("mail rests: %s", rests)
        finally:
            carrier.close()
            with transaction():
                leases.release(holder)
    return sent


def _claim(holder: Holder) -> list[int]:
    with transaction():
        return list(leases.claim(holder, clock.now()))


def _deliver(holder: Holder, carrier: Carrier, outgoing_id: int, sender: str) -> bool:
    """Hand one message over and write down what became of it; return whether it left."""
    started = clock.now()
    prepared = prepare(holder, outgoing_id, started)
    if prepared is None:
        return False
    try:
        code, text = carrier.hand_over(
            Envelope(sender, prepared.to_addr, prepared.message),
            lambda: _before_dot(holder, prepared),
        )
    except LeaseLost:
        log.warning("message %s: the lease was over before the final dot", outgoing_id)
        return False
    except Answer as answer:
        outcome.refused(holder, outgoing_id, answer, started)
        return False
    outcome.accepted(holder, outgoing_id, Answer(Phase.DOT, code, text), started)
    return True


def _before_dot(holder: Holder, prepared: Prepared) -> None:
    """Note that the dot goes, and look at the clock once more (the fence).

    A process that was frozen in between, past its lease, must not send: its message has been given
    to somebody else. Raises LeaseLost.
    """
    with transaction():
        until = leases.mark_dot(holder, prepared.outgoing_id, clock.now())
    if until is None or clock.now() > until - holder.pace.margin:
        raise LeaseLost


@contextmanager
def _finishing_first() -> Iterator[Callable[[], bool]]:
    """Have SIGTERM wait until the message in hand is settled; then it has its usual effect."""
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = signal.signal(signal.SIGTERM, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGTERM, before)
    if asked:
        signal.raise_signal(signal.SIGTERM)
