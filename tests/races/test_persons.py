"""Two links of one person are opened at the same moment: she stays one person."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from sqlalchemy import event, func, select

from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.people import operations
from turin.people.models import Person

EMAIL, NAME = "amina@union.example", "Amina Haddad"
PATIENCE = 1.0  # seconds for which who has looked waits for the other to have looked too


def test_who_opens_two_links_at_once_is_one_person(app):
    looked = Barrier(2)

    def meet(_connection, _cursor, statement, *_):
        """Wait after the look: without a lock both have then seen that there is nobody."""
        if statement.startswith("SELECT person.id") and "name_key" in statement:
            with suppress(BrokenBarrierError):  # behind a lock nobody else can look
                looked.wait(PATIENCE)

    def open_link():
        with transaction():
            operations.find_or_make(EMAIL, NAME, at=clock.now())

    engine = db.engine
    event.listen(engine, "after_cursor_execute", meet)
    try:
        ended = at_once(app, open_link, open_link)
    finally:
        event.remove(engine, "after_cursor_execute", meet)
    assert ended == {"done": 2}
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1
