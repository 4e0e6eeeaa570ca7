"""Races are about who comes first, not about how fast the machine is."""

import importlib

import pytest


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Let the last of many writers wait for its lock as long as a busy machine needs."""
    transaction = importlib.import_module(
        "turin.db.transaction"
    )  # the package has it as a function
    monkeypatch.setattr(transaction, "LOCK_WAIT", 60)
