"""A sheet is imported once, however often and from wherever its button is pressed."""

from functools import partial

from sqlalchemy import func, select

from courses.exchange.imports import operations, work
from courses.exchange.imports.models import Kind
from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.people.models import Person, Role

PRESSES = 6
SHEET = b"day,starts_at,ends_at,title\n2030-03-04,09:00,10:00,A\n2030-03-05,09:00,10:00,B\n"


def keep(sheet, activity, by) -> int:
    return operations.keep(sheet, Kind.SESSIONS, activity, pasted=False, by=by, at=clock.now()).id


def press(number, by):
    with transaction():
        work.do(number, by=db.session.get_one(Person, by), at=clock.now())


def test_pressed_several_times_at_once_it_is_done_once(app):
    with transaction():
        sara = people.person(Role.COORDINATOR)
        days = {"starts": PartialDate("2030-03-04"), "ends": PartialDate("2030-03-08")}
        activity = activities.activity([sara], **days)
        number, by = keep(SHEET, activity, sara), sara.id
    assert at_once(app, *[partial(press, number, by)] * PRESSES) == {"done": PRESSES}
    with transaction():
        assert db.session.scalar(select(func.count()).select_from(Session)) == 2


def test_two_sheets_with_the_same_rooms_in_another_order_do_not_wait_for_each_other(app):
    with transaction():
        sara = people.person(Role.COORDINATOR)
        rooms = [schedule.room().name for _ in range(8)]
        calls = []
        for day, order in (("2030-03-04", rooms), ("2030-03-05", rooms[::-1])):
            activity = activities.activity([sara], starts=PartialDate(day), ends=None)
            rows = [f"{day},09:00,10:00,Session,{room}" for room in order]
            sheet = "\n".join(["day,starts_at,ends_at,title,room", *rows]).encode()
            calls.append(partial(press, keep(sheet, activity, sara), sara.id))
    assert at_once(app, *calls) == {"done": 2}
