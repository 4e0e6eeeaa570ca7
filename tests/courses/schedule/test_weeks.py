"""The week grid: who stands beside whom, and on which days."""

from datetime import date, datetime, time, timedelta

import pytest

from courses.schedule.models import Session
from courses.schedule.weeks import lanes, weeks
from turin.db.types import Text

MONDAY = date(2027, 3, 8)


def session(number, starts, minutes=90):
    begins = datetime.fromisoformat(f"2027-03-{starts}")
    ends = begins + timedelta(minutes=minutes)
    return Session(
        id=number,
        title=Text(en=f"Session {number}"),
        local_starts=begins,
        local_ends=ends,
        starts_at=begins,
        ends_at=ends,
        online=True,
    )


def at(*hours):
    return [
        tuple(datetime.combine(MONDAY, time.fromisoformat(hour)) for hour in pair.split("-"))
        for pair in hours
    ]


@pytest.mark.parametrize(
    ("hours", "placed"),
    [
        (["09:00-10:00"], [(1, 12)]),
        (["09:00-10:00", "10:00-11:00"], [(1, 12), (1, 12)]),
        (["09:00-10:00", "09:30-11:00"], [(1, 6), (7, 6)]),
        (["09:00-10:00"] * 3, [(1, 4), (5, 4), (9, 4)]),
        (["09:00-10:00"] * 4, [(1, 3), (4, 3), (7, 3), (10, 3)]),
        (["09:00-10:00"] * 5, [(1, 2), (3, 2), (5, 2), (7, 2), (9, 2)]),
        # the third is beside the first alone, and takes the lane of the second
        (["09:00-12:00", "09:00-10:00", "10:00-11:00"], [(1, 6), (7, 6), (7, 6)]),
        # a chain: each overlaps the next, so all are of one width
        (["09:00-10:00", "09:30-11:00", "10:30-12:00"], [(1, 6), (7, 6), (1, 6)]),
        (["09:00-10:00"] * 2 + ["14:00-15:00"], [(1, 6), (7, 6), (1, 12)]),
    ],
)
def test_those_at_the_same_time_stand_side_by_side(hours, placed):
    assert lanes(at(*hours)) == placed


def test_nobody_stands_on_anybody_else():
    times = at(
        *(
            f"{hour:02}:{half}-{hour + 2:02}:{half}"
            for hour in range(8, 18)
            for half in ("00", "30")
        )
    )
    placed = lanes(times)
    for one in range(len(times)):
        for other in range(one):
            if times[one][0] < times[other][1]:
                columns = [set(range(s, s + w)) for s, w in (placed[one], placed[other])]
                assert not columns[0] & columns[1]


def test_a_session_over_midnight_is_on_both_days(app):
    with app.test_request_context():
        (week,) = weeks([session(1, "08 22:00", 240)])
    assert [date for _heading, _slots, date in week.days] == ["2027-03-08", "2027-03-09"]
    (evening,), (morning,) = (slots for _heading, slots, _date in week.days)
    assert (morning["row"], morning["rows"]) == (1, 4)
    assert (evening["row"], evening["rows"]) == (45, 4)
    assert {evening["time"], morning["time"]} == {"22:00–02:00"}


def test_a_session_over_sunday_midnight_is_in_both_weeks(app):
    with app.test_request_context():
        assert len(weeks([session(1, "14 22:00", 240)])) == 2


def test_a_session_that_ends_at_midnight_is_on_its_own_day_alone(app):
    with app.test_request_context():
        (week,) = weeks([session(1, "08 22:00", 120)])
    assert len(week.days) == 1
