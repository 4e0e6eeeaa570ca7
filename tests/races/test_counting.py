"""Several processes write what they have counted at the same moment: nothing of it is lost."""

from datetime import date

from sqlalchemy import select

from courses.materials.demand.models import Fetched
from courses.materials.demand.operations import FETCHED, Row
from tests.factories import materials
from tests.races.threads import at_once
from turin.db import db, transaction
from turin.db.afterwards import Afterwards

PROCESSES = 6
DAYS = 20  # each of them a first fetch that all of them have seen
TIMES = 2


def test_the_first_fetches_of_a_day_are_all_counted(app, caplog):
    with transaction():
        file_id = materials.held(materials.work(), "en", b"wanted everywhere").id
    days = [date(2026, 11, day) for day in range(1, DAYS + 1)]

    def counted():
        sums = Afterwards(app)
        sums.later = id
        for day in days * TIMES:
            sums.add(FETCHED, Row(file_id, day, "KH"))
        return sums.write

    assert at_once(app, *(counted() for _ in range(PROCESSES))) == {"done": PROCESSES}
    assert not caplog.records
    found = db.session.execute(select(Fetched.day, Fetched.times).order_by(Fetched.day))
    assert [tuple(row) for row in found] == [(day, PROCESSES * TIMES) for day in days]
