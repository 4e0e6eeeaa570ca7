"""Days on which a country does not work."""

from datetime import date

import pytest

from turin.countries.days_off import DayOff, day_off
from turin.db.types import Said

MAY = date(2027, 5, 1)


@pytest.mark.parametrize(
    ("country", "language", "named"),
    [
        ("MA", "ar", Said("عيد العمال", "ar")),
        ("MA", "fr", Said("Fête du Travail", "fr")),
        ("MA", "zh", Said("Labor Day", "en")),
        ("IT", "fr", Said("Labor Day", "en")),
    ],
)
def test_a_holiday_is_named_in_the_readers_language_or_in_english(country, language, named):
    assert day_off(country, MAY, language) == DayOff(named)


@pytest.mark.parametrize(
    ("country", "days"),
    [("IT", {5, 6}), ("JO", {4, 5}), ("EG", {4, 5}), ("BN", {4, 6}), ("IR", {4})],
)
def test_the_weekend_is_that_of_the_country(country, days):
    week = [date(2027, 7, day) for day in range(5, 12)]  # from a Monday on, without holidays
    off = {day.weekday() for day in week if day_off(country, day, "en") == DayOff(None)}
    assert off == days


@pytest.mark.parametrize("country", [None, "XX", "TP"])
def test_of_a_country_that_is_not_known_nothing_is_said(country):
    assert day_off(country, date(2027, 7, 10), "en") is None


def test_the_29th_of_february_is_a_day_like_any_other():
    assert day_off("IT", date(2028, 2, 29), "en") is None
