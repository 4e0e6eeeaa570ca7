"""Which sessions a pattern makes: days of the week, hours of a day, holidays left out."""

from datetime import date, time

import pytest

from courses.activities.models import Activity
from courses.schedule import batches, rules
from courses.schedule.batches import Pattern
from turin.countries.days_off import weekend
from turin.db.types import PartialDate

MORNING, AFTERNOON = (time(9), time(12, 30)), (time(14), time(17))
WEEKDAYS = range(5)
ACTIVITY = Activity(
    starts=PartialDate("2027-04-19"), ends=PartialDate("2027-04-30"), zone="Europe/Rome"
)


def pattern(weekdays=WEEKDAYS, times=(AFTERNOON, MORNING), first=19, last=30):
    return Pattern(weekdays, times, date(2027, 4, first), date(2027, 4, last))


def test_two_weeks_of_mornings_and_afternoons_are_twenty_sessions():
    made = batches.slots(pattern(), ACTIVITY)

    assert len(made) == 20
    assert [(one.day.day, one.starts, one.ends) for one in made[:3]] == [
        (19, *MORNING),
        (19, *AFTERNOON),
        (20, *MORNING),
    ]
    assert {one.zone for one in made} == {"Europe/Rome"}


def test_days_that_are_left_out_have_none():
    made = batches.slots(pattern(), ACTIVITY, {date(2027, 4, 20)})
    assert len(made) == 18


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"first": 20, "last": 19}, batches.Backwards),
        ({"first": 18}, rules.OutsideDates),
        ({"times": [(time(10), time(9))]}, rules.EndsBeforeStart),
        ({"times": [MORNING, (time(12), time(13))]}, batches.Overlap),
        ({"weekdays": [6], "last": 24}, batches.NoDayLeft),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_makes_no_timetable_is_refused(over, refusal):
    with pytest.raises(refusal):
        batches.slots(pattern(**over), ACTIVITY)


def test_times_that_touch_do_not_overlap():
    touching = [MORNING, (time(12, 30), time(13))]
    assert len(batches.slots(pattern(times=touching, last=19), ACTIVITY)) == 2


def test_more_than_can_be_looked_over_are_refused():
    year = Activity(
        starts=PartialDate("2027-01-01"), ends=PartialDate("2027-12-31"), zone="Europe/Rome"
    )
    long = Pattern(range(7), [MORNING, AFTERNOON], date(2027, 1, 1), date(2027, 4, 11))
    with pytest.raises(batches.TooManySessions) as refused:
        batches.slots(long, year)
    assert refused.value.facts == {"count": 202, "most": 200}


@pytest.mark.parametrize(
    ("country", "off"),
    [("IT", {5, 6}), ("JO", {4, 5}), ("XK", {5, 6}), (None, {5, 6})],
)
def test_the_weekend_is_that_of_the_country(country, off):
    assert weekend(country, date(2027, 4, 19)) == off
