"""Nothing is planned twice, and what is booked follows the sessions."""

from datetime import time, timedelta
from random import Random

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from courses.activities import operations as running
from courses.activities.models import State
from courses.activities.rules import Step
from courses.schedule import bookings, operations, queries, rules
from courses.schedule.models import Booking, Session, SessionTrainer
from courses.schedule.rules import Slot
from tests.factories import activities, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Sara Bianchi")


def held(session) -> set[tuple]:
    """Return what a session holds."""
    return {
        (one.room_id, one.person_id, one.starts_at, one.ends_at)
        for one in queries.bookings_of([session])
    }


def planned(activity, *, day=0, starts="09:00", ends="10:30", room=None, trainers=(), why=""):
    day = activity.starts.first + timedelta(days=day)
    hours = (time.fromisoformat(hour) for hour in (starts, ends))
    return operations.Facts(
        slot=Slot(day, *hours, activity.zone),
        title=Text(en="Opening"),
        module=None,
        room=room,
        online=False,
        trainers=list(trainers),
        together=why,
    )


@pytest.mark.parametrize("kind", ["room_id", "person_id"])
@pytest.mark.parametrize(("minutes", "refused"), [(0, True), (89, True), (90, False), (-90, False)])
def test_the_database_itself_refuses_what_overlaps_and_lets_pass_what_touches(
    app, kind, minutes, refused
):
    with transaction():
        thing = (schedule.room() if kind == "room_id" else people.person()).id
        one, other = (schedule.session(activities.activity()) for _ in range(2))
        times = {"starts_at": one.starts_at, "ends_at": one.ends_at}
        db.session.execute(insert(Booking).values(session_id=one.id, **{kind: thing}, **times))
        by = timedelta(minutes=minutes)
        moved = {name: moment + by for name, moment in times.items()}
        second = insert(Booking).values(session_id=other.id, **{kind: thing}, **moved)
        if refused:
            with pytest.raises(IntegrityError, match="booking_overlap"), db.session.begin_nested():
                db.session.execute(second)
        else:
            db.session.execute(second)


def test_the_database_refuses_a_booking_that_is_moved_onto_another_but_not_onto_itself(app):
    with transaction():
        room = schedule.room()
        activity = activities.activity()
        first = schedule.session(activity, room_id=room.id)
        schedule.session(activity, at="11:00", room_id=room.id)
        mine = update(Booking).where(Booking.session_id == first.id)
        db.session.execute(mine.values(ends_at=first.ends_at + timedelta(minutes=30)))
        with pytest.raises(IntegrityError, match="booking_overlap"), db.session.begin_nested():
            db.session.execute(mine.values(ends_at=first.ends_at + timedelta(minutes=31)))


@pytest.mark.parametrize("step", [Step.POSTPONE, Step.CANCEL])
def test_what_does_not_take_place_lets_go_of_rooms_and_trainers(coordinator, step):
    with transaction():
        activity = activities.activity([coordinator])
        one = schedule.session(activity, room=schedule.room(), trainers=[people.person()])
        assert len(held(one)) == 2
        running.take(step, activity, by=coordinator, at=clock.now())
        assert held(one) == set()


def test_what_is_opened_again_holds_them_again_unless_others_have_them(coordinator):
    with transaction():
        room = schedule.room()
        activity = activities.activity([coordinator])
        one = schedule.session(activity, room=room)
        running.take(Step.POSTPONE, activity, by=coordinator, at=clock.now())
        other = schedule.session(activities.activity(starts=activity.starts), room=room)
        with pytest.raises(rules.RoomTaken) as refused, db.session.begin_nested():
            running.take(Step.REOPEN, activity, by=coordinator, at=clock.now())
        assert refused.value.facts["session"] is other
        operations.remove(other, by=coordinator, at=clock.now())
        running.take(Step.REOPEN, activity, by=coordinator, at=clock.now())
        assert held(one) == {(room.id, None, one.starts_at, one.ends_at)}


def test_a_refused_session_leaves_nothing_behind(coordinator):
    with transaction():
        room, activity = schedule.room(), activities.activity([coordinator])
        schedule.session(activity, room=room)
        facts = planned(activity, room=room)
        with pytest.raises(rules.RoomTaken):
            operations.add(activity, facts, by=coordinator, at=clock.now())
        assert db.session.scalar(select(func.count(Session.id))) == 1


def test_two_may_share_a_hall_and_a_third_may_not(coordinator):
    with transaction():
        hall = schedule.room(name="Plenary")
        first = activities.activity([coordinator])
        others = [activities.activity([coordinator], starts=first.starts) for _ in range(2)]
        one = schedule.session(first, room=hall)
        facts = planned(others[0], room=hall, why="Both groups hear the opening.")
        two = operations.add(others[0], facts, by=coordinator, at=clock.now())
        (booked,) = queries.bookings_of([two])
        assert (booked.allowed_why, booked.allowed_by) == (facts.together, coordinator)
        assert len({queries.bookings_of([s])[0].together for s in (one, two)}) == 1

        third = planned(others[1], room=hall)
        with pytest.raises(rules.RoomTaken):
            operations.add(others[1], third, by=coordinator, at=clock.now())
        raw = {"session_id": two.id, "starts_at": one.starts_at, "ends_at": one.ends_at}
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(insert(Booking).values(room_id=hall.id, **raw))


def test_what_was_shared_is_not_shared_any_more_after_a_move(coordinator):
    with transaction():
        hall, activity = schedule.room(), activities.activity([coordinator])
        one = schedule.session(activity, room=hall)
        two = schedule.session(activity, room=hall, allowed=bookings.Allowed(coordinator, "Both."))
        for starts, ends in (("14:00", "15:00"), ("09:00", "10:00")):
            facts = planned(activity, starts=starts, ends=ends, room=hall)
            if starts == "14:00":
                operations.change(two, facts, by=coordinator, at=clock.now())
            else:
                with pytest.raises(rules.RoomTaken):
                    operations.change(two, facts, by=coordinator, at=clock.now())
        assert two.local_starts.hour == 14
        assert one.local_starts.hour == 9


def test_one_that_is_beside_two_shared_pairs_joins_both(coordinator):
    with transaction():
        hall, activity = schedule.room(), activities.activity([coordinator])
        beside = bookings.Allowed(coordinator, "The hall is large.")
        for at in ("09:00", "09:00", "11:00", "11:00"):
            schedule.session(activity, at=at, room=hall, allowed=beside)
        long = schedule.session(activity, at="10:00", minutes=120, room=hall, allowed=beside)
        marks = db.session.scalars(select(Booking.together).distinct()).all()
        assert len(marks) == 1
        assert len(held(long)) == 1


def test_all_sessions_follow_another_zone_though_one_takes_the_time_of_the_next(coordinator):
    with transaction():
        room, activity = schedule.room(), activities.activity([coordinator])
        for at in ("09:00", "15:00"):
            schedule.session(activity, at=at, minutes=60, room=room)
        activity.zone = "Asia/Bangkok"  # six hours before Rome: 15:00 there is 9:00 here
        operations.follow_zone(activity, at=clock.now())
        assert {one.starts_at for one in db.session.query(Booking)} == {
            one.starts_at for one in queries.of_activity(activity)
        }


def test_after_any_deeds_bookings_are_what_the_sessions_need(coordinator):
    """Two hundred deeds by chance: each is done, or refused and undone."""
    chance = Random(21)
    with transaction():
        rooms = [schedule.room() for _ in range(2)]
        trainers = [people.person(Role.TRAINER) for _ in range(2)]
        day = PartialDate(str(activities.TODAY + timedelta(days=40)))
        those = [activities.activity([coordinator], starts=day, ends=day) for _ in range(3)]
        refused = sum(_deed(chance, those, rooms, trainers, coordinator) for _ in range(200))
        assert 20 < refused < 180
        assert _booked() == _needed()


def _deed(chance, those, rooms, trainers, by) -> bool:
    """Do something; return whether it was refused."""
    activity = chance.choice(those)
    hour = chance.randrange(8, 18)
    facts = planned(
        activity,
        starts=f"{hour:02}:{chance.choice(('00', '30'))}",
        ends=f"{hour + chance.randrange(1, 4):02}:00",
        room=chance.choice([*rooms, None]),
        trainers=chance.sample(trainers, chance.randrange(3)),
        why=chance.choice(["", "", "", "Both may."]),
    )
    there = queries.of_activity(activity)
    try:
        if activity.state == State.POSTPONED:
            running.take(Step.REOPEN, activity, by=by, at=clock.now())
        elif chance.random() < 0.1:
            running.take(Step.POSTPONE, activity, by=by, at=clock.now())
        elif there and chance.random() < 0.5:
            operations.change(chance.choice(there), facts, by=by, at=clock.now())
        elif len(there) > 4:
            operations.remove(chance.choice(there), by=by, at=clock.now())
        else:
            operations.add(activity, facts, by=by, at=clock.now())
    except (rules.RoomTaken, rules.TrainerTaken):
        if activity.state == State.OPEN and not there:
            raise
        return True
    return False


def _booked() -> set[tuple]:
    columns = (Booking.session_id, Booking.room_id, Booking.person_id, Booking.starts_at)
    return {tuple(row) for row in db.session.execute(select(*columns, Booking.ends_at))}


def _needed() -> set[tuple]:
    taking_place = [
        one for one in db.session.query(Session) if one.activity.state != State.POSTPONED
    ]
    taught = db.session.query(SessionTrainer).all()
    times = {one.id: (one.starts_at, one.ends_at) for one in taking_place}
    return {(one.id, one.room_id, None, *times[one.id]) for one in taking_place if one.room_id} | {
        (one.session_id, None, one.person_id, *times[one.session_id])
        for one in taught
        if one.session_id in times
    }
