"""The sessions of an earlier run on the days of a new one: by weekday, by the clock, none lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from courses.activities import operations as activities
from courses.activities.models import Activity, ActivityCopy, Part, State
from courses.activities.operations import Wish
from courses.materials.models import ActivityMaterial
from courses.schedule import copying, many, operations, queries
from courses.schedule.bookings import Allowed
from courses.schedule.copying import shift
from courses.schedule.many import Gap, Target
from courses.schedule.models import Session
from tests.factories import activities as factory
from tests.factories import materials, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

ALL = frozenset(Part)


def run(by, starts="2026-04-13", ends="2026-04-24", **over):
    """Return a run of two weeks in spring, the first day a Monday unless told otherwise."""
    modules = [factory.module(), factory.module()]
    dates = {"starts": PartialDate(starts), "ends": PartialDate(ends)}
    return factory.activity(
        (by,), modules=modules, **{"state": State.CLOSED, "deadline": None, **dates, **over}
    )


def wish(starts, ends=None, taken=ALL, **over):
    known = {"venue": Text(), "city": Text(en="Turin"), "country": "IT", "zone": "Europe/Rome"}
    ends = ends or str(date.fromisoformat(starts) + timedelta(days=11))
    dates = {"starts": PartialDate(starts), "ends": PartialDate(ends)}
    return Wish(code="", taken=frozenset(taken), **{**known, **dates, **over})


def copied(source, wished, by):
    with transaction():
        made = activities.copy(source, wished, by=by, at=clock.now())
    return made, queries.of_activity(made)


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR)


def gaps_of(made):
    copied = db.session.get_one(ActivityCopy, made.id)
    return [[lost.gap for lost in gaps] for _session, gaps in copying.still_open(copied)]


def test_sessions_keep_their_weekday_their_time_and_what_belongs_to_them(coordinator):
    with transaction():
        source, room = run(coordinator), schedule.room()
        trainer = people.person(Role.TRAINER)
        module = source.modules[1]
        for day in (0, 4, 7):
            schedule.session(
                source, day=day, room_id=room.id, trainers=[trainer], module_id=module.id
            )

    made, sessions = copied(source, wish("2027-04-12"), coordinator)

    starts = [f"{one.local_starts:%Y-%m-%d %H:%M}" for one in sessions]
    assert starts == [f"2027-04-{day} 09:00" for day in (12, 16, 19)]
    assert {one.room.id for one in sessions} == {room.id}
    assert all(one.trainers == [trainer] for one in sessions)
    assert {one.module.activity_id for one in sessions} == {made.id}
    assert {one.module.module_id for one in sessions} == {module.module_id}
    assert sessions[0].title == {"en": "Opening", "ar": "الافتتاح"}
    assert gaps_of(made) == []


def test_what_begins_on_another_weekday_keeps_the_weekdays_of_its_sessions(coordinator):
    with transaction():
        source = run(coordinator)
        for day in (2, 3):
            schedule.session(source, day=day)

    # On a Wednesday: Wednesday and Thursday of that week.
    made, sessions = copied(source, wish("2027-04-14", "2027-04-23"), coordinator)

    assert [one.local_starts.weekday() for one in sessions] == [2, 3]
    assert [one.local_starts.day for one in sessions] == [14, 15]
    assert gaps_of(made) == []


@pytest.mark.parametrize(
    ("starts", "ends", "weeks"),
    [
        ("2027-04-12", "2027-04-23", 52),
        ("2027-04-11", "2027-04-23", 52),  # from Sunday on: not the week before
        ("2027-04-14", "2027-04-23", 52),
        ("2027-04-16", "2027-04-30", 53),  # from Friday on: nearly all of the first week would go
        ("2026-04-13", "2026-04-24", 0),
        ("2024-02-26", "2024-03-08", -111),  # over 29 February, to an earlier year
    ],
)
def test_the_weeks_are_those_that_leave_the_fewest_outside(starts, ends, weeks):
    source = Activity(starts=PartialDate("2026-04-13"), ends=PartialDate("2026-04-24"))
    days = [date(2026, 4, 13) + timedelta(days=day) for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
    target = Target(PartialDate(starts), PartialDate(ends), "Europe/Rome", None)

    assert shift(days, source, target) == weeks * 7


def test_a_session_outside_the_dates_or_on_a_holiday_is_copied_and_told(coordinator):
    with transaction():
        source = run(coordinator)
        for day in (0, 4, 11):
            schedule.session(source, day=day)

    # A day shorter; the Friday, 25 April 2025, is the day of the liberation of Italy.
    made, sessions = copied(source, wish("2025-04-21", "2025-05-01"), coordinator)

    assert [one.local_starts.date() for one in sessions] == [
        date(2025, 4, 21),
        date(2025, 4, 25),
        date(2025, 5, 2),
    ]
    # Easter Monday, liberation, and the last day of before.
    assert gaps_of(made) == [[Gap.HOLIDAY], [Gap.HOLIDAY], [Gap.OUTSIDE]]


def test_a_holiday_is_called_by_its_name_in_the_readers_language():
    assert many.holiday("IT", date(2025, 4, 25)) == "Liberation Day"
    assert many.holiday("JO", date(2025, 5, 1), "ar") == "عيد العمال"
    assert many.holiday("JO", date(2025, 5, 1), "ru") == "Labor Day"
    assert many.holiday("IT", date(2025, 4, 24)) is None
    assert many.holiday(None, date(2025, 4, 25)) is None


def test_a_room_or_a_trainer_that_is_taken_is_left_out_until_it_is_mended(coordinator):
    with transaction():
        source, room = run(coordinator), schedule.room()
        free, busy = people.person(Role.TRAINER), people.person(Role.TRAINER)
        schedule.session(source, day=0, room_id=room.id, trainers=[free, busy])
        schedule.session(source, day=1, room_id=room.id, trainers=[free])
        other = run(coordinator, "2027-04-12", "2027-04-23", state=State.OPEN)
        schedule.session(other, day=0, at="10:00", room_id=room.id, trainers=[busy])
        schedule.session(other, day=1, at="10:30", room_id=room.id, trainers=[free])  # after it

    made, (first, second) = copied(source, wish("2027-04-12"), coordinator)

    assert (first.room, first.trainers) == (None, [free])
    assert (second.room, second.trainers) == (room, [free])
    assert gaps_of(made) == [[Gap.ROOM, Gap.TRAINER]]
    with transaction():
        first.online = True
        first.trainers.append(people.person(Role.TRAINER))
    assert gaps_of(made) == []


def test_what_a_cancelled_activity_had_is_free(coordinator):
    with transaction():
        source, room = run(coordinator), schedule.room()
        schedule.session(source, room_id=room.id)
        other = run(coordinator, "2027-04-12", state=State.CANCELLED)
        schedule.session(other, room_id=room.id)

    assert copied(source, wish("2027-04-12"), coordinator)[1][0].room == room


def test_who_teaches_no_more_is_left_out(coordinator):
    with transaction():
        source = run(coordinator)
        schedule.session(source, trainers=[people.person(Role.TRAINER, disabled_at=clock.now())])

    made, (session,) = copied(source, wish("2027-04-12"), coordinator)

    assert session.trainers == []
    assert gaps_of(made) == [[Gap.TRAINER]]


def test_nobody_is_in_two_sessions_of_the_copy_who_was_in_two_of_the_old(coordinator):
    with transaction():
        source, room = run(coordinator), schedule.room()
        for _ in range(2):
            allowed = Allowed(coordinator, "Two groups share the hall")
            schedule.session(source, room_id=room.id, allowed=allowed)

    assert [one.room for one in copied(source, wish("2027-04-12"), coordinator)[1]] == [room, None]


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Asia/Kathmandu", datetime(2027, 3, 28, 20, 15, tzinfo=UTC)),
        ("Asia/Amman", datetime(2027, 3, 28, 23, 0, tzinfo=UTC)),
        ("America/Lima", datetime(2027, 3, 29, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_time_is_that_of_the_clocks_at_the_new_venue(coordinator, zone, instant):
    with transaction():
        source = run(coordinator)
        schedule.session(source, at="02:00")

    wished = wish("2027-03-29", zone=zone, country=None)
    _made, (session,) = copied(source, wished, coordinator)

    assert (session.zone, str(session.local_starts)) == (zone, "2027-03-29 02:00:00")
    assert session.starts_at == instant


def test_an_hour_that_the_clocks_skip_is_an_hour_later_and_told(coordinator):
    with transaction():
        source = run(coordinator, "2026-04-12", "2026-04-18")
        schedule.session(source, at="02:30", minutes=60)

    # Summer time begins in Rome on Sunday, 28 March 2027.
    made, (session,) = copied(source, wish("2027-03-28", country=None), coordinator)

    assert str(session.local_starts) == "2027-03-28 03:30:00"
    assert str(session.local_ends) == "2027-03-28 04:30:00"
    assert gaps_of(made) == [[Gap.CLOCK]]


def test_an_end_that_the_clocks_skip_takes_its_start_to_after_them(coordinator):
    with transaction():
        source = run(coordinator, "2026-04-12", "2026-04-18")
        schedule.session(source, at="01:30", minutes=60)

    made, (session,) = copied(source, wish("2027-03-28", country=None), coordinator)

    assert str(session.local_starts) == "2027-03-28 03:30:00"
    assert str(session.local_ends) == "2027-03-28 04:30:00"
    assert gaps_of(made) == [[Gap.CLOCK]]


def test_only_what_is_wanted_is_taken(coordinator):
    with transaction():
        source, room = run(coordinator), schedule.room()
        schedule.session(source, room_id=room.id, trainers=[people.person(Role.TRAINER)])
        db.session.add(ActivityMaterial(activity_id=source.id, work_id=materials.work().id))

    bare, sessions = copied(source, wish("2027-04-12", taken=[Part.SESSIONS]), coordinator)
    assert (sessions[0].room, sessions[0].trainers, sessions[0].module) == (None, [], None)
    assert (bare.modules, bare.summary, gaps_of(bare)) == ([], {}, [])
    without, sessions = copied(source, wish("2027-04-12", taken=ALL - {Part.SESSIONS}), coordinator)
    assert sessions == []
    works = select(ActivityMaterial.work_id).where(ActivityMaterial.activity_id == without.id)
    assert len(db.session.scalars(works).all()) == 1


def test_what_fails_leaves_nothing_of_the_copy(coordinator, monkeypatch):
    with transaction():
        source = run(coordinator)
        for day in range(3):
            schedule.session(source, day=day)
    describe = operations.describe
    calls = []

    def breaks(*args):
        calls.append(args)
        if len(calls) == 3:
            raise OSError("the disk is full")
        return describe(*args)

    monkeypatch.setattr(operations, "describe", breaks)
    with pytest.raises(OSError, match="full"):
        copied(source, wish("2027-04-12"), coordinator)

    assert db.session.scalars(select(Activity.id)).all() == [source.id]
    assert len(db.session.scalars(select(Session.id)).all()) == 3
