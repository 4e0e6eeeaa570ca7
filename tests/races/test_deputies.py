"""Two coordinators name their deputies at the same moment: a deputy has no deputy."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

from sqlalchemy import event, func, select

from tests.factories import people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.people.deputies import operations
from turin.people.models import Deputy, Person, Role

PATIENCE = 1.0  # seconds for which who has looked waits for the other to have looked too


def test_two_who_name_at_once_make_no_chain(app):
    with transaction():
        maria, paul, anna = (people.person(Role.COORDINATOR).id for _ in range(3))
    looked = Barrier(2)

    def meet(_connection, _cursor, statement, *_):
        """Wait after the look: without a lock neither has then seen what the other names."""
        if "FROM deputy" in statement and "OR deputy.deputy_id IN" in statement:
            with suppress(BrokenBarrierError):  # behind a lock nobody else can look
                looked.wait(PATIENCE)

    def name(person_id, chosen_id):
        with transaction():
            person, chosen = (db.session.get_one(Person, one) for one in (person_id, chosen_id))
            today = clock.now().date()
            last = today + timedelta(days=3)
            operations.name(person, chosen, today, last, by=person, at=clock.now())

    engine = db.engine
    event.listen(engine, "after_cursor_execute", meet)
    try:
        ended = at_once(app, lambda: name(maria, paul), lambda: name(paul, anna))
    finally:
        event.remove(engine, "after_cursor_execute", meet)
    assert ended in ({"done": 1, "StandsIn": 1}, {"done": 1, "AwayHerself": 1})
    assert db.session.scalar(select(func.count()).select_from(Deputy)) == 1
