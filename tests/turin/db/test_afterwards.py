"""What is counted after an answer is written soon, and what fails takes nothing else along."""

from collections import Counter

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from turin.db import afterwards, db
from turin.db.afterwards import Afterwards


@pytest.fixture
def written(monkeypatch):
    """What was written, by kind; ``broken`` and ``away`` fail as a mistake and a database do."""
    written = {"a": Counter(), "z": Counter(), "away": Counter()}
    away = [OperationalError("", {}, Exception())]

    def broken(_counted):
        db.session.execute(text("SELECT nothing FROM nowhere_at_all"))

    def comes_back(counted):
        if away:
            raise away.pop()
        written["away"].update(counted)

    kinds = {kind: sums.update for kind, sums in written.items()}
    kinds |= {"away": comes_back, "broken": broken}
    monkeypatch.setattr(afterwards, "_writers", kinds)
    return written


def test_a_kind_that_cannot_be_written_takes_no_other_along(app, written, caplog):
    sums = Afterwards(app)
    sums.later = id
    for kind in ("a", "away", "broken", "z"):
        sums.add(kind, "it")
    sums.write()

    assert (written["a"], written["z"]) == ({"it": 1}, {"it": 1})
    assert "what was counted could not be written yet: away" in caplog.messages


def test_what_could_not_be_written_is_written_with_the_next(app, written):
    sums = Afterwards(app)
    sums.later = id
    for _ in range(3):
        sums.add("away", "it")
        sums.write()

    assert written["away"] == {"it": 3}
