"""Races are about who comes first, not about how fast the machine is."""

import importlib

import pytest
from sqlalchemy import event

from turin.db import db

PATIENCE = 60  # seconds that the last of many writers may have to wait for its lock


@pytest.fixture(autouse=True)
def _patient(app, monkeypatch):
    transaction = importlib.import_module(
        "turin.db.transaction"
    )  # the package has it as a function
    monkeypatch.setattr(transaction, "LOCK_WAIT", PATIENCE)
    engine = db.engine
    engine.dispose()  # a connection is told so when it is made
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _wait_for_others)
    yield
    db.session.remove()
    engine.dispose()
    if engine.dialect.name == "sqlite":
        event.remove(engine, "connect", _wait_for_others)


def _wait_for_others(connection, _record) -> None:
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
