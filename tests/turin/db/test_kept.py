"""What is kept of answers: for seconds, and nothing that has changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import people
from turin import clock
from turin.db import db, transaction
from turin.db.kept import LASTS, drop, kept
from turin.people.models import Person


@kept
def names(prefix: str = "") -> list[str]:
    return list(db.session.scalars(select(Person.name).where(Person.name.startswith(prefix))))


def rename(name: str) -> None:
    """Change what is stored as another process would: nobody here hears of it."""
    db.session.rollback()  # SQLite would go on reading what was stored before
    with db.engine.begin() as other:
        other.execute(update(Person).values(name=name))


@pytest.fixture
def somebody(app):
    with transaction():
        return people.person(name="Before")


def test_what_another_process_stores_is_seen_after_a_few_seconds(somebody, monkeypatch):
    assert names() == ["Before"]
    rename("After")
    assert names() == ["Before"]
    later = clock.now() + timedelta(seconds=LASTS)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert names() == ["After"]


def test_what_we_store_is_seen_at_once(somebody):
    assert names() == ["Before"]
    with transaction():
        somebody.name = "After"
    assert names() == ["After"]


def test_inside_a_transaction_it_is_always_asked(somebody):
    assert names() == ["Before"]
    with transaction():
        somebody.name = "After"
        assert names() == ["After"]


def test_each_question_has_its_own_answer(somebody):
    assert names("B") == names(prefix="B") == ["Before"]
    assert names("A") == []


def test_what_was_asked_before_a_change_is_not_kept_after_it(somebody):
    """A change that is stored while the answer is under way has dropped what was there by then."""
    answers = iter(("before", "after"))

    @kept
    def asked() -> str:
        drop()
        return next(answers)

    assert [asked(), asked()] == ["before", "after"]
