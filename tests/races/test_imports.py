"""A sheet is imported once, however often and from wherever its button is pressed."""

from functools import partial

from sqlalchemy import func, select

from courses.exchange.imports import operations, work
from courses.exchange.imports.models import Kind
from courses.schedule.models import Session
from tests.factories import activities, people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.people.models import Person, Role

PRESSES = 6
SHEET = b"day,starts_at,ends_at,title\n2030-03-04,09:00,10:00,A\n2030-03-05,09:00,10:00,B\n"


def press(number, by):
    with transaction():
        work.do(number, by=db.session.get_one(Person, by), at=clock.now())


def test_pressed_several_times_at_once_it_is_done_once(app):
    with transaction():
        sara = people.person(Role.COORDINATOR)
        days = {"starts": PartialDate("2030-03-04"), "ends": PartialDate("2030-03-08")}
        activity = activities.activity([sara], **days)
        file = operations.keep(
            SHEET, Kind.SESSIONS, activity, pasted=False, by=sara, at=clock.now()
        )
        number, by = file.id, sara.id
    assert at_once(app, *[partial(press, number, by)] * PRESSES) == {"done": PRESSES}
    with transaction():
        assert db.session.scalar(select(func.count()).select_from(Session)) == 2
