"""How pages read: each statement by itself, over connections that are still there."""

import pytest
from sqlalchemy import event, select, text, update

from tests.factories import people
from turin.db import db, transaction
from turin.people.models import Person


@pytest.fixture
def on_postgresql(postgresql):
    engine, app = postgresql
    engine.renew()
    with app.app_context():
        db.engine.dispose()  # one connection, however many the test before had
        yield engine
        db.session.remove()
        db.engine.dispose()


def connection():
    return db.session.connection().connection.driver_connection


def test_what_only_reads_opens_no_transaction(on_postgresql):
    db.session.execute(select(Person.id))
    assert connection().autocommit
    with transaction():
        db.session.execute(select(Person.id))
        assert not connection().autocommit
        assert connection().info.transaction_status.name == "INTRANS"
    db.session.execute(select(Person.id))
    assert connection().autocommit


def test_what_was_prepared_stays_so_after_the_page(on_postgresql):
    for _ in range(7):
        db.session.execute(select(Person.id))
        db.session.remove()
    prepared = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%person%'")
    assert db.session.scalar(prepared) == 1


def test_nothing_is_sent_outside_that_writes(app):
    with transaction():
        people.person(name="Before")
    with pytest.raises(RuntimeError, match="outside of transaction"):
        db.session.execute(update(Person).values(name="After"))
    assert db.session.scalar(select(Person.name)) == "Before"


def test_a_connection_that_the_server_closed_is_not_used_again(on_postgresql):
    db.session.execute(select(Person.id))
    db.session.remove()
    on_postgresql.renew()  # ends every connection but its own
    assert db.session.scalar(select(Person.id)) is None


def test_asking_whether_a_connection_is_there_sends_nothing(on_postgresql):
    sent = []
    db.session.execute(select(Person.id))
    before = connection().info.backend_pid
    db.session.remove()

    def note(*all_):
        sent.append(all_[2])

    event.listen(db.engine, "before_cursor_execute", note)
    assert connection().info.backend_pid == before
    event.remove(db.engine, "before_cursor_execute", note)
    assert sent == []
