"""Two workers drain the outbox at the same time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.letters import KIND, declare, loader
from tests.sink import Sink
from turin import clock, mail
from turin.db import db, transaction
from turin.mail import delivery, letters
from turin.mail.delivery import draining, leases
from turin.mail.delivery.pace import Pace
from turin.mail.models import Outgoing, State

LETTERS = 20
SMALL = Pace(batch=3)


@pytest.fixture
def outbox(app, monkeypatch):
    """An application with letters to send."""
    monkeypatch.setattr(app.jinja_env, "loader", loader(app))
    monkeypatch.setattr(letters, "_writers", {})
    declare({})
    with transaction():
        for number in range(LETTERS):
            stranger = mail.Stranger("Amina", f"amina{number}@example.org", "en")
            mail.post(
                KIND, subject=("tests", number), person=stranger, occurrence="1", at=clock.now()
            )
    return app


def drain_twice_at_once(app, monkeypatch) -> list[str]:
    together = Barrier(2)

    def drain(_) -> int:
        with app.app_context():
            together.wait()
            return delivery.drain(SMALL)

    with Sink() as sink, ThreadPoolExecutor(2) as pool:
        settings = replace(app.extensions["settings"], smtp=sink.settings)
        monkeypatch.setitem(app.extensions, "settings", settings)
        assert sum(pool.map(drain, range(2))) == len(sink.accepted)
    return sink.accepted


def test_two_drains_at_once_send_each_letter_once(outbox, monkeypatch):
    accepted = drain_twice_at_once(outbox, monkeypatch)
    assert len(accepted) == len(set(accepted)) == LETTERS
    assert set(db.session.scalars(select(Outgoing.state))) == {State.SENT}


def test_without_leases_the_same_drains_would_send_some_twice(outbox, monkeypatch):
    """The negative control: the test above is able to fail."""

    def nobody_s(_holder, outgoing_id, _before, **values) -> bool:
        for name, value in values.items():
            setattr(db.session.get_one(Outgoing, outgoing_id), name, value)
        db.session.flush()
        return True

    both_claimed = Barrier(2)
    holders = set()

    def everybody_s(holder):
        unsent = select(Outgoing.id).where(Outgoing.sent_at.is_(None)).order_by(Outgoing.id)
        with transaction():
            batch = db.session.scalars(unsent.limit(holder.pace.batch)).all()
        if holder not in holders:
            holders.add(holder)
            both_claimed.wait()
        return batch

    monkeypatch.setattr(draining, "_claim", everybody_s)
    monkeypatch.setattr(leases, "step", nobody_s)
    monkeypatch.setattr(leases, "mark_dot", lambda holder, _id, at: at + holder.pace.lease)
    accepted = drain_twice_at_once(outbox, monkeypatch)
    assert len(accepted) > len(set(accepted))
