"""What does not fit in a timetable: each rule by itself, and all against a simpler checker."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, product
from random import Random
from zoneinfo import ZoneInfo

import pytest

from courses.activities.models import Activity
from courses.schedule.clashes import Thing, Timetable, Why, find
from courses.schedule.models import Absence, Booking, Room, Session
from courses.schedule.repairs import first_fit, larger, repair
from turin.countries.days_off import DayOff, day_off
from turin.db.types import PartialDate
from turin.people.models import Person

MONDAY = date(2027, 3, 8)
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)  # a week before
TIMETABLES = 1000


def activity(number=1, **over):
    facts = {"starts": PartialDate("2027-03-08"), "ends": PartialDate("2027-03-12"), "seats": 20}
    return Activity(**{"id": number, "zone": "Europe/Rome", **facts, **over})


def room(number=1, **over):
    facts = {"name": f"Room {number}", "capacity": 30, "city": "Turin"}
    return Room(**{"id": number, **facts, "opens": time(8), "closes": time(19), **over})


def session(number, of, starts="2027-03-08 09:00", minutes=90, trainers=(), **over):
    begins = datetime.fromisoformat(starts)
    ends, zone = begins + timedelta(minutes=minutes), ZoneInfo(of.zone)
    return Session(
        id=number,
        activity=of,
        zone=of.zone,
        local_starts=begins,
        local_ends=ends,
        starts_at=begins.replace(tzinfo=zone).astimezone(UTC),
        ends_at=ends.replace(tzinfo=zone).astimezone(UTC),
        trainers=[Person(id=one) for one in trainers],
        **over,
    )


def booking(of, thing, together="", why=""):
    room_id, person_id = (thing, None) if isinstance(thing, int) else (None, int(thing))
    return Booking(
        session_id=of.id,
        room_id=room_id,
        person_id=person_id,
        starts_at=of.starts_at,
        ends_at=of.ends_at,
        together=together or str(of.id),
        allowed_why=why,
    )


def whys(*sessions, **known):
    return [clash.why for clash in find(Timetable(sessions, **known))]


def off_in(country, day):
    return day_off(country, day, "en")


def test_two_in_one_room_clash_and_the_later_one_is_to_be_moved():
    africa, run = room(), activity()
    early, late = session(1, run, room=africa), session(2, run, "2027-03-08 10:00", room=africa)

    (clash,) = find(Timetable([late, early]))
    assert (clash.why, clash.session, clash.other) == (Why.ROOM, late, 1)


def test_what_only_touches_does_not_clash():
    africa, run = room(), activity()
    assert (
        whys(session(1, run, room=africa), session(2, run, "2027-03-08 10:30", room=africa)) == []
    )


def test_a_trainer_who_is_booked_elsewhere_clashes_whatever_starts_first():
    run = activity()
    mine = session(1, run, trainers=[7])
    theirs = booking(session(9, activity(2), "2027-03-08 10:00"), "7")

    (clash,) = find(Timetable([mine], [theirs]))
    assert (clash.why, clash.session, clash.other) == (Why.TRAINER, mine, 9)


def test_what_was_allowed_says_so_and_needs_no_repair():
    africa, run = room(), activity()
    both = [session(number, run, room=africa) for number in (1, 2)]
    held = [booking(both[0], 1, "a"), booking(both[1], 1, "a", "Two groups share the hall.")]

    (clash,) = find(Timetable(both, held))
    assert clash.allowed.allowed_why == "Two groups share the hall."
    assert repair(clash, Timetable(both, held), NOW) is None


@pytest.mark.parametrize(
    ("starts", "minutes", "found"),
    [
        ("2027-03-08 07:30", 60, [Why.HOURS]),
        ("2027-03-08 18:00", 60, []),
        ("2027-03-08 18:30", 60, [Why.HOURS]),
        ("2027-03-08 22:00", 240, [Why.HOURS]),
        ("2027-03-13 09:00", 60, [Why.OUTSIDE]),
        ("2027-03-12 17:00", 120, []),
    ],
)
def test_a_session_is_within_the_dates_and_the_hours(starts, minutes, found):
    assert whys(session(1, activity(), starts, minutes, room=room())) == found


@pytest.mark.parametrize(("seats", "found"), [(None, [Why.SMALL]), (10, []), (16, [Why.SMALL])])
def test_a_room_is_as_large_as_the_group_that_meets_in_it(seats, found):
    assert whys(session(1, activity(), room=room(capacity=15), seats=seats)) == found


@pytest.mark.parametrize(
    ("country", "starts", "found"),
    [
        ("IT", "2027-06-02 09:00", [Why.HOLIDAY]),
        ("IT", "2027-06-04 09:00", []),  # a Friday
        ("JO", "2027-06-04 09:00", [Why.WEEKEND]),
        ("JO", "2027-06-05 09:00", [Why.WEEKEND]),
        ("JO", "2027-06-13 09:00", []),  # a Sunday
        ("IT", "2027-06-06 09:00", [Why.WEEKEND]),
        (None, "2027-06-06 09:00", []),
        ("IT", "2027-06-01 23:00", [Why.HOLIDAY]),  # it ends on the second of June
        ("TP", "2027-06-06 09:00", []),  # a country of which nothing is known
    ],
)
def test_days_off_are_those_of_the_country_of_the_venue(country, starts, found):
    run = activity(country=country, starts=PartialDate("2027-06"), ends=None)
    assert whys(session(1, run, starts, 120), days_off=off_in) == found


@pytest.mark.parametrize(("last", "found"), [(8, [Why.ABSENT]), (7, [])])
def test_a_trainer_who_is_away_does_not_teach(last, found):
    absence = Absence(person_id=7, first=date(2027, 3, 1), last=date(2027, 3, last), why="Leave")
    assert whys(session(1, activity(), trainers=[7]), absences=[absence]) == found


def test_a_session_that_ends_at_midnight_is_not_on_the_next_day():
    absence = Absence(person_id=7, first=date(2027, 3, 9), last=date(2027, 3, 9))
    until = [session(1, activity(), "2027-03-08 22:00", minutes, [7]) for minutes in (120, 121)]
    assert [whys(one, absences=[absence]) for one in until] == [[], [Why.ABSENT]]


def test_the_repair_is_the_first_time_at_which_all_of_it_fits():
    africa, run = room(), activity(country="IT")
    mine = session(3, run, "2027-03-08 09:00", 90, [7], room=africa)
    there = [
        session(1, run, "2027-03-08 08:00", 180, room=africa),
        session(2, activity(2), "2027-03-08 11:00", 480, [7]),
    ]
    away = Absence(person_id=7, first=date(2027, 3, 9), last=date(2027, 3, 9))
    known = Timetable([mine, there[0]], [booking(there[1], "7")], [away], off_in)

    assert str(first_fit(mine, known, NOW)) == "2027-03-10 08:00:00"


def test_who_is_outside_the_dates_comes_back_to_the_first_day():
    mine = session(1, activity(), "2027-03-20 15:00", room=room())
    assert str(first_fit(mine, Timetable([mine]), NOW)) == "2027-03-08 08:00:00"


def test_what_is_over_is_not_mended_and_nothing_goes_back_before_now():
    mine = session(1, activity(country="IT"), "2027-03-12 17:00", 90, room=room(closes=time(18)))
    known = Timetable([mine], days_off=off_in)
    (clash,) = find(known)
    friday = datetime(2027, 3, 12, 9, 20, tzinfo=UTC)  # 10:20 in Turin

    assert str(repair(clash, known, friday).to) == "2027-03-12 11:00:00"
    assert repair(clash, known, friday + timedelta(hours=8)) is None


def test_there_may_be_no_repair():
    whole_days = [
        session(number, activity(2), f"2027-03-{day:02} 08:00", 660)
        for number, day in enumerate(range(8, 13), 10)
    ]
    mine = session(1, activity(), room=room())
    known = Timetable([mine], [booking(one, 1) for one in whole_days])
    assert {repair(clash, known, NOW) for clash in find(known)} == {None}


def test_the_repair_of_a_small_room_is_the_smallest_that_is_large_enough_and_free():
    mine = session(1, activity(), room=room(1, capacity=12))
    rooms = [
        room(2, capacity=20),
        room(3, capacity=25),
        room(4, capacity=60),
        room(5, capacity=21, city="Amman"),
        room(6, capacity=22, opens=time(9, 30)),
    ]
    known = Timetable([mine], [booking(session(9, activity(2)), 2)])
    assert larger(mine, known, rooms).id == 3


def simply(timetable):
    """Find the same by comparing everything with everything, on one clock."""
    mine = {one.id for one in timetable.sessions}
    held = {
        (one.id, *thing, one.starts_at, one.ends_at)
        for one in timetable.sessions
        for thing in ([(Why.ROOM, one.room.id)] if one.room else [])
        + [(Why.TRAINER, trainer.id) for trainer in one.trainers]
    } | {
        (
            one.session_id,
            Why.ROOM if one.room_id else Why.TRAINER,
            one.room_id or one.person_id,
            one.starts_at,
            one.ends_at,
        )
        for one in timetable.bookings
    }
    found = []
    for one, other in combinations(held, 2):
        apart = max(one[3], other[3]) >= min(one[4], other[4])
        pair = {one[0], other[0]}
        if one[1:3] == other[1:3] and len(pair) == 2 and pair & mine and not apart:
            found.append((one[1], tuple(sorted(pair)), one[2]))
    for one in timetable.sessions:
        moments = [
            one.local_starts + timedelta(minutes=minute)
            for minute in range(0, (one.local_ends - one.local_starts) // timedelta(minutes=1), 15)
        ]
        days = {moment.date() for moment in moments}
        if not "2027-03-08" <= str(one.local_starts.date()) <= "2027-03-12":
            found.append((Why.OUTSIDE, (one.id,), None))
        if one.room and any(
            not one.room.opens <= moment.time() < one.room.closes for moment in moments
        ):
            found.append((Why.HOURS, (one.id,), one.room.id))
        if one.room and (one.seats or one.activity.seats) > one.room.capacity:
            found.append((Why.SMALL, (one.id,), one.room.id))
        if any(day.weekday() in {4, 5} for day in days):
            found.append((Why.WEEKEND, (one.id,), None))
        found += [
            (Why.ABSENT, (one.id,), trainer.id)
            for trainer in one.trainers
            if any(
                absence.person_id == trainer.id and absence.first <= day <= absence.last
                for absence, day in product(timetable.absences, days)
            )
        ]
    return sorted(found, key=repr)


def by_chance(chance) -> Timetable:
    rooms = [
        room(number, capacity=chance.choice((5, 15, 25)), opens=time(chance.randrange(7, 10)))
        for number in (1, 2, 3)
    ]
    runs = [activity(number, zone=zone) for number, zone in ((1, "Europe/Rome"), (2, "Asia/Amman"))]

    def one(number):
        day = MONDAY + timedelta(days=chance.randrange(-1, 6))
        starts = datetime.combine(day, time(chance.randrange(24)))
        return session(
            number,
            chance.choice(runs),
            str(starts + timedelta(minutes=chance.choice((0, 15, 30)))),
            chance.choice((30, 45, 90, 240, 600)),
            chance.sample((7, 8, 9), chance.randrange(3)),
            room=chance.choice((*rooms, None)),
            seats=chance.choice((None, 10)),
        )

    sessions = [one(number) for number in range(chance.randrange(2, 14))]
    elsewhere = [one(number) for number in range(100, 100 + chance.randrange(8))]
    bookings = [booking(other, other.room.id) for other in elsewhere if other.room]
    bookings += [booking(o, str(trainer.id)) for o in elsewhere for trainer in o.trainers]
    absences = [
        Absence(person_id=chance.choice((7, 8, 9)), first=day, last=day + timedelta(days=1))
        for day in (MONDAY + timedelta(days=chance.randrange(5)) for _ in range(2))
    ]
    return Timetable(
        sessions,
        bookings,
        absences,
        lambda _country, day: DayOff(None) if day.weekday() in {4, 5} else None,
    )


def test_a_thousand_timetables_by_chance_are_found_the_same_by_a_simpler_checker():
    chance, clashes = Random(4), 0
    for _ in range(TIMETABLES):
        timetable = by_chance(chance)
        found = find(timetable)
        clashes += len(found)
        assert simply(timetable) == sorted(
            (
                (
                    one.why,
                    tuple(sorted({one.session.id, one.other} - {None})),
                    one.thing and one.thing.id,
                )
                for one in found
            ),
            key=repr,
        )
    assert clashes > 10 * TIMETABLES


def test_what_is_repaired_fits_wherever_there_is_a_repair():
    chance, repaired = Random(5), 0
    for _ in range(100):
        timetable = by_chance(chance)
        for clash in find(timetable):
            mended = repair(clash, timetable, NOW)
            if mended and mended.to:
                repaired += 1
                one = clash.session
                length = round((one.local_ends - one.local_starts).total_seconds() / 60)
                trainers = [trainer.id for trainer in one.trainers]
                moved = session(
                    one.id, one.activity, str(mended.to), length, trainers, room=one.room
                )
                others = [other for other in timetable.sessions if other.id != one.id]
                then = Timetable(
                    [moved, *others], timetable.bookings, timetable.absences, timetable.days_off
                )
                about = [c.why for c in find(then) if moved.id in {c.session.id, c.other}]
                assert set(about) <= {Why.SMALL}
    assert repaired > 100


def test_a_thing_is_a_room_or_a_trainer():
    mine = session(1, activity(), trainers=[1], room=room(1))
    theirs = session(2, activity(2), trainers=[], room=room(1))
    (clash,) = find(Timetable([mine], [booking(theirs, 1)]))
    assert clash.thing == Thing(Why.ROOM, 1)
