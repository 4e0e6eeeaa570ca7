"""The times of a timetable, without a database."""

from datetime import UTC, date, datetime, time

import pytest

from courses.activities.models import Activity
from courses.schedule import rules
from courses.schedule.rules import Slot
from turin.db.types import PartialDate

MONDAY = date(2027, 3, 8)


def slot(starts="09:00", ends="10:30", day=MONDAY, zone="Europe/Rome"):
    return Slot(day, time.fromisoformat(starts), time.fromisoformat(ends), zone)


def activity(starts="2027-03-08", ends="2027-03-19"):
    return Activity(starts=PartialDate(starts), ends=PartialDate(ends))


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Europe/Rome", datetime(2027, 3, 8, 8, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2027, 3, 8, 3, 15, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2027, 3, 7, 20, 0, tzinfo=UTC)),
    ],
)
def test_a_wall_clock_time_is_an_instant_of_its_zone(zone, instant):
    assert slot(zone=zone).starts_at == instant


def test_the_same_hour_is_another_instant_after_the_clocks_change():
    before, after = slot(day=date(2027, 3, 26)), slot(day=date(2027, 3, 29))

    assert (before.starts_at.hour, after.starts_at.hour) == (8, 7)


def test_an_hour_that_the_clocks_skip_is_refused():
    with pytest.raises(rules.NoSuchTime):
        _ = slot("02:30", "03:30", day=date(2027, 3, 28)).starts_at


def test_an_hour_that_comes_twice_is_the_first_of_the_two():
    assert slot("02:30", "03:30", day=date(2027, 10, 31)).starts_at.hour == 0


def lasts(one):
    return (one.ends_at - one.starts_at).total_seconds() / 3600


@pytest.mark.parametrize(
    ("starts", "ends", "day", "zone", "hours"),
    [
        ("22:00", "02:00", date(2027, 3, 8), "Europe/Rome", 4),
        ("22:00", "00:00", date(2027, 3, 8), "Europe/Rome", 2),
        ("22:00", "04:00", date(2027, 3, 27), "Europe/Rome", 5),  # the clocks skip 02:00 to 03:00
        ("22:00", "04:00", date(2027, 10, 30), "Europe/Rome", 7),  # and have it twice in October
        ("23:00", "01:00", date(2028, 2, 29), "Asia/Kathmandu", 2),
        ("23:00", "01:00", date(2028, 2, 28), "Asia/Kathmandu", 2),
        ("23:00", "01:00", date(2027, 12, 31), "Asia/Kathmandu", 2),
    ],
)
def test_a_session_may_end_after_midnight(starts, ends, day, zone, hours):
    one = Slot(day, time.fromisoformat(starts), time.fromisoformat(ends), zone, overnight=True)
    rules.check_times(one, activity(str(day), str(day)))

    assert lasts(one) == hours


def test_kathmandu_is_a_quarter_of_an_hour_off():
    leap_day = slot("09:00", "10:30", day=date(2028, 2, 29), zone="Asia/Kathmandu")
    assert leap_day.starts_at == datetime(2028, 2, 29, 3, 15, tzinfo=UTC)


def test_where_the_clocks_skip_midnight_no_session_ends_then():
    cairo = Slot(date(2027, 4, 29), time(22), time(0, 30), "Africa/Cairo", overnight=True)
    with pytest.raises(rules.NoSuchTime):
        rules.check_times(cairo, activity("2027-04-29", "2027-04-30"))


def test_a_session_of_more_than_a_day_is_refused():
    with pytest.raises(rules.TooLong):
        rules.check_times(
            Slot(MONDAY, time(9), time(9, 1), "Europe/Rome", overnight=True), activity()
        )


def test_the_first_free_time_leaps_over_what_the_clocks_skip():
    all_night = slot("01:00", "01:30", day=date(2027, 3, 28))
    busy = [(all_night.starts_at, all_night.ends_at)]
    hours = (time(0), time(23, 59))
    longer = slot("01:00", "01:45", day=date(2027, 3, 28))

    assert str(rules.first_free(longer, date(2027, 3, 28), busy, hours)) == "2027-03-28 03:00:00"


def test_the_first_free_time_is_on_a_day_that_is_not_off():
    shut = {date(2027, 3, 9), date(2027, 3, 10)}
    whole_day = slot("08:00", "19:00")
    found = rules.first_free(
        slot(), date(2027, 3, 12), [(whole_day.starts_at, whole_day.ends_at)], shut=shut
    )

    assert str(found) == "2027-03-11 08:00:00"


def test_what_is_moved_keeps_its_length_over_midnight():
    moved = slot("09:00", "13:00").at(datetime.fromisoformat("2027-03-08T22:00"))
    assert (moved.ends, moved.overnight) == (time(2), True)


@pytest.mark.parametrize(("starts", "ends"), [("09:00", "09:00"), ("10:00", "09:00")])
def test_a_session_ends_after_it_starts(starts, ends):
    with pytest.raises(rules.EndsBeforeStart):
        rules.check_times(slot(starts, ends), activity())


@pytest.mark.parametrize("day", [date(2027, 3, 7), date(2027, 3, 20)])
def test_a_session_is_within_the_dates_of_its_activity(day):
    with pytest.raises(rules.OutsideDates):
        rules.check_times(slot(day=day), activity())


def test_any_day_of_a_month_will_do_where_only_the_month_is_known():
    rules.check_times(slot(day=date(2027, 3, 31)), activity("2027-03", "2027-03"))


def test_the_first_free_time_is_the_next_half_hour_that_nothing_touches():
    busy = [(slot("09:00", "10:30").starts_at, slot("09:00", "10:30").ends_at)]

    assert rules.first_free(slot("09:30", "10:30"), MONDAY, busy) == datetime.fromisoformat(
        "2027-03-08T10:30"
    )


def test_the_first_free_time_may_be_the_next_morning():
    whole_day = slot("08:00", "19:00")
    busy = [(whole_day.starts_at, whole_day.ends_at)]

    found = rules.first_free(slot("09:00", "10:00"), date(2027, 3, 9), busy)

    assert found == datetime.fromisoformat("2027-03-09T08:00")


def test_there_may_be_no_free_time():
    whole_day = slot("08:00", "19:00")

    assert rules.first_free(slot(), MONDAY, [(whole_day.starts_at, whole_day.ends_at)]) is None
