"""Twenty years of timetables: pages of a week, and the check of clashes, as history grows.

    python -m tests.benchmarks.timetables

measures them alone. Rooms and trainers stay as many as they are; only the past gets longer.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import time as clock_time
from datetime import timedelta
from zoneinfo import ZoneInfo

import psutil
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, text

from courses.activities.models import Activity, ActivityCoordinator, State
from courses.schedule import operations
from courses.schedule.models import Room, Session
from courses.schedule.rules import Slot
from tests.benchmarks import filling
from tests.benchmarks.site import FEW, Site, site
from tests.benchmarks.table import HEAD, Row, told
from tests.factories import people, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import Text
from turin.people import current
from turin.people.models import Person, Role

MANY = 10 * FEW
ROOMS = 40  # each with a trainer of its own
DAYS, SLOTS = 5, 6  # an activity has 30 sessions, in one room in one week
WEEKS_TO_COME = 13
ROUNDS = 50
EVENING, NIGHT = clock_time(20), clock_time(21)
MOST_GROWTH, MOST_STATEMENTS = 1.5, 10

PUT = "a session put on the timetable and taken off"
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
GUARDS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'"
DATES = """
UPDATE activity SET starts = to_char(monday, 'YYYY-MM-DD'), ends = to_char(monday + 4, 'YYYY-MM-DD')
FROM (SELECT id AS of, CAST(:monday AS date) + 7 * (:weeks - (id - :first) / :rooms) AS monday
      FROM activity WHERE id >= :first) AS week
WHERE activity.id = week.of AND activity.id >= :new
"""
SESSIONS = """
INSERT INTO session (activity_id, title, zone, local_starts, local_ends, starts_at, ends_at,
    room_id, online, uid)
SELECT activity.id, '{"en": "Session"}', 'Europe/Rome', begins, begins + interval '90 minutes',
    begins AT TIME ZONE 'Europe/Rome' AT TIME ZONE 'UTC',
    (begins + interval '90 minutes') AT TIME ZONE 'Europe/Rome' AT TIME ZONE 'UTC',
    :room + (activity.id - :first) % :rooms, false,
    translate(CAST(gen_random_uuid() AS text), '-', '')
FROM activity, generate_series(0, :days - 1) AS day, generate_series(0, :slots - 1) AS slot,
    LATERAL (SELECT CAST(activity.starts AS date) + day + time '08:00'
        + slot * interval '105 minutes' AS begins) AS moment
WHERE activity.id >= :new
"""
TRAINERS = """
INSERT INTO session_trainer (session_id, person_id)
SELECT id, :trainer + (activity_id - :first) % :rooms FROM session WHERE activity_id >= :new
"""
BOOKINGS = """
INSERT INTO booking (session_id, {what}_id, starts_at, ends_at, together, allowed_why)
SELECT id, {thing} + (activity_id - :first) % :rooms, starts_at, ends_at, CAST(id AS text), ''
FROM session WHERE activity_id >= :new
"""


def fill(new: int, **known: int) -> None:
    """Give the activities from the id ``new`` on their weeks, rooms, trainers and 30 sessions."""
    rome = clock.now().astimezone(ZoneInfo("Europe/Rome")).date()
    monday = rome - timedelta(days=rome.weekday())
    values = {
        **known,
        "new": new,
        "first": filling.FIRST,
        "monday": monday,
        "weeks": WEEKS_TO_COME,
        "rooms": ROOMS,
        "days": DAYS,
        "slots": SLOTS,
    }
    booked = [
        BOOKINGS.format(what=w, thing=t) for w, t in (("room", ":room"), ("person", ":trainer"))
    ]
    db.session.execute(text("SET LOCAL statement_timeout = 0"))  # as migrations left it: a minute
    guards = db.session.execute(text(GUARDS)).all()
    for name, _told in guards:  # which take long row by row, and less over all of them at the end
        db.session.execute(text(f"ALTER TABLE booking DROP CONSTRAINT {name}"))
    for statement in (DATES, SESSIONS, TRAINERS, *booked):
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        db.session.execute(text(statement), used)
    for name, told_so in guards:
        db.session.execute(text(f"ALTER TABLE booking ADD CONSTRAINT {name} {told_so}"))
    db.session.execute(text("ANALYZE"))


def measured(site: Site) -> Iterator[Row]:
    """Compare what each page costs at 1,000 and at 10,000 activities."""
    with site.app.app_context(), transaction():
        rooms = [schedule.room(name=f"Hall {number}") for number in range(ROOMS)]
        trainers = [people.person(Role.TRAINER) for _ in range(ROOMS)]
        by = people.person(Role.COORDINATOR)
        known = {"room": rooms[0].id, "trainer": trainers[0].id}
        fill(filling.FIRST, **known)
        mine = db.session.scalar(
            select(Activity)
            .where(Activity.id >= filling.FIRST, Activity.state == State.OPEN)
            .order_by(Activity.id)
            .limit(1)
        )
        db.session.add(ActivityCoordinator(activity_id=mine.id, person_id=by.id))
        addresses = _addresses(mine, known)
        who, which, room = by.id, mine.id, known["room"]
    client = site.app.test_client()
    with site.app.app_context():
        _sign_in(client, who)
    calls: dict[str, Callable[[], None]] = {
        name: lambda address=address: _open(client, address) for name, address in addresses.items()
    }
    calls[PUT] = lambda: _plan(site.app, which, room, who)
    few = {name: _spent(site.app, call) for name, call in calls.items()}
    with site.app.app_context(), transaction():
        last = db.session.scalar(select(Activity.id).order_by(Activity.id.desc()).limit(1))
        filling.fill(MANY)
        fill(last + 1, **known)
    for name, call in calls.items():
        (before, _), (after, statements) = few[name], _spent(site.app, call)
        yield told(_row(name, after / before, before, statements))


def _row(name: str, times: float, before: float, statements: int) -> Row:
    goal, met = f"at most {MOST_GROWTH} times its cost", times <= MOST_GROWTH
    if name != PUT:  # which writes: how many statements that takes is not promised
        goal += f", {MOST_STATEMENTS} SQL statements"
        met = met and statements <= MOST_STATEMENTS
    figure = f"{times:.2f} times {before * 1000:.0f} ms, {statements} statements"
    return Row(f"{name}, with 300,000 sessions instead of 30,000", goal, figure, met)


def _addresses(mine: Activity, known: dict[str, int]) -> dict[str, str]:
    week = f"week?from={mine.starts}"
    return {
        "rooms week": f"/staff/rooms/{week}",
        "one room's week": f"/staff/rooms/{known['room']}/{week}",
        "one trainer's week": f"/staff/trainers/{known['trainer']}/{week}",
        "timetable with its clashes": f"/staff/activities/{mine.key}/timetable",
    }


def _sign_in(client: FlaskClient, who: int) -> None:
    with transaction():
        _, token = current.begin(db.session.get_one(Person, who), clock.now())
    with client.session_transaction() as session:
        session.update({"_user_id": token, current.SEEN: int(clock.now().timestamp())})


def _open(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")


def _plan(app: Flask, activity_id: int, room_id: int, who: int) -> None:
    """Put a session on the timetable in the evening, and take it off again."""
    with app.app_context():
        with transaction():
            by, activity = (
                db.session.get_one(Person, who),
                db.session.get_one(Activity, activity_id),
            )
            made = operations.add(
                activity,
                operations.Facts(
                    slot=Slot(activity.starts.first, EVENING, NIGHT, activity.zone),
                    title=Text(en="Evening"),
                    module=None,
                    room=db.session.get_one(Room, room_id),
                    online=False,
                    trainers=[],
                ),
                by=by,
                at=clock.now(),
            ).id
        with transaction():
            made = db.session.get_one(Session, made)
            operations.remove(made, by=db.session.get_one(Person, who), at=clock.now())


def _spent(app: Flask, call: Callable[[], None]) -> tuple[float, int]:
    """Return what a call costs and the SQL statements it sends.

    The cost is in seconds of the processor, ours and those of the database together: how busy the
    machine is with other work does not count.
    """
    sent = []

    def note(_connection, _cursor, statement, *_):
        sent.append(statement)

    with app.app_context():
        engine = db.engine
        backends = db.session.scalars(text(BACKENDS)).all()
        db.session.remove()
    call()
    event.listen(engine, "before_cursor_execute", note)
    call()
    event.remove(engine, "before_cursor_execute", note)
    before = _processor(backends)
    for _ in range(ROUNDS):
        call()
    return (_processor(backends) - before) / ROUNDS, len(sent)


def _processor(backends: Sequence[int]) -> float:
    theirs = [psutil.Process(pid).cpu_times() for pid in backends if psutil.pid_exists(pid)]
    return time.process_time() + sum(one.user + one.system for one in theirs)


if __name__ == "__main__":
    logging.disable()
    with site() as one:
        print(HEAD, *measured(one), sep="\n")
