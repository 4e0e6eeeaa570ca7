"""Two presses at the same moment make one secret address, which she can revoke for good."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from courses.schedule.calendars import operations, queries
from courses.schedule.calendars.models import CalendarAddress, Kind
from tests.factories import people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.people.models import Person

PATIENCE = 1.0  # seconds for which who has looked waits for the other to have looked too


def test_two_presses_make_one_address(app, monkeypatch):
    with transaction():
        person = people.person().id
    looked, addresses = Barrier(2), queries.addresses

    def look(by):
        found = addresses(by)
        with suppress(BrokenBarrierError):  # behind a lock nobody else can look
            looked.wait(PATIENCE)
        return found

    def press():
        with transaction():
            by = db.session.get_one(Person, person)
            operations.make(Kind.MINE, None, language="en", by=by, at=clock.now())

    with monkeypatch.context() as patched:
        patched.setattr(queries, "addresses", look)
        assert at_once(app, press, press) == {"done": 2}
    assert db.session.query(CalendarAddress).count() == 1
