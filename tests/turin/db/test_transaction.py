"""Who commits, when, and what follows."""

import importlib
import logging
import traceback

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.factories import people
from turin.db import after_commit, apart, db, transaction
from turin.people.models import Person


def stored() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Person.id)))


def test_what_is_done_inside_is_stored(app):
    with transaction():
        people.person()
    assert stored() == 1


def test_an_exception_undoes_all_of_it(app):
    with pytest.raises(ZeroDivisionError), transaction():
        people.person(name=f"{people.person().id / 0}")
    assert stored() == 0


def test_it_does_not_nest(app):
    with transaction(), pytest.raises(RuntimeError, match="open already"), transaction():
        pass


def test_after_a_failure_another_can_be_opened(app):
    with pytest.raises(LookupError), transaction():
        raise LookupError
    with transaction():
        people.person()
    assert stored() == 1


def test_it_does_not_open_over_changes(app):
    with transaction():
        somebody = people.person()
    somebody.name = "Somebody else"
    with pytest.raises(RuntimeError, match="changed before"), transaction():
        pass
    db.session.rollback()


def test_nothing_is_written_outside_of_it(app):
    with pytest.raises(RuntimeError, match="outside of transaction"):
        people.person()
    db.session.rollback()
    assert stored() == 0


def test_what_follows_the_commit_sees_it_stored(app):
    seen = []
    with transaction():
        people.person()
        after_commit(lambda: seen.append(stored()))
        assert seen == []
    assert seen == [1]


def test_the_same_call_follows_once(app):
    calls = []

    def call():
        calls.append(1)

    with transaction():
        after_commit(call)
        after_commit(call)
    assert calls == [1]


def test_nothing_follows_a_rollback(app):
    calls = []
    with pytest.raises(ZeroDivisionError), transaction():
        after_commit(lambda: calls.append(1)) or 1 / 0
    with transaction():
        pass
    assert calls == []


def test_a_call_that_fails_stops_neither_the_others_nor_the_page(app, caplog):
    calls = []
    with caplog.at_level(logging.CRITICAL, "turin.db.transaction"), transaction():
        after_commit(lambda: 1 / 0)
        after_commit(lambda: calls.append(1))
    assert calls == [1]


def test_a_call_may_open_a_transaction_of_its_own(app):
    def call():
        with transaction():
            people.person()

    with transaction():
        after_commit(call)
    assert stored() == 1


def test_a_call_needs_something_to_follow(app):
    with pytest.raises(RuntimeError, match="needs an open transaction"):
        after_commit(print)


def test_what_fails_apart_is_undone_alone(app, caplog):
    with transaction():
        people.person(name="Before")
        with apart("making a person"):
            people.person(name="Apart")
            raise ZeroDivisionError
        with apart("making another"):
            people.person(name="After")
    assert list(db.session.scalars(select(Person.name).order_by(Person.id))) == ["Before", "After"]
    assert "making a person failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_writer_takes_its_lock_at_the_beginning(app):
    """What was read before is read again, and on SQLite BEGIN waits for other writers."""
    with transaction():
        somebody = people.person(name="Before")
    assert somebody.name == "Before"
    with db.engine.begin() as other:
        other.execute(text("UPDATE person SET name = 'After'"))
    with transaction():
        assert somebody.name == "After"


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_a_writer_gives_up_waiting_for_a_row(app, monkeypatch):
    module = importlib.import_module("turin.db.transaction")  # the package has it as a function
    monkeypatch.setattr(module, "LOCK_WAIT", 0.05)
    db.engine.dispose()
    with transaction():
        somebody = people.person()
    with db.engine.begin() as other:
        other.execute(text("UPDATE person SET name = 'Held'"))
        with pytest.raises(OperationalError, match="lock timeout"), transaction():
            db.session.refresh(somebody, with_for_update=True)
    db.session.remove()
    db.engine.dispose()  # no test after it is to be so short of patience


def test_what_the_database_refuses_is_not_told_to_the_log(app):
    """A log is read by more people than a row, and kept in more places."""
    with transaction():
        person = people.person(name="Amina Haddad")
    nowhere = update(Person).where(Person.name == person.name).values(zone=None)
    with pytest.raises(IntegrityError) as refused, transaction():
        db.session.execute(nowhere)
    said = "".join(traceback.format_exception(refused.value))
    assert "zone" in said
    assert "Amina" not in said
