"""Days on which a country does not work: its public holidays and its weekend.

From the package ``holidays``, which has no data of some countries: of those we say nothing.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

from turin.db.types import Said

ENGLISH = "en_US"
USUAL = {5, 6}  # Saturday, Sunday


class DayOff(NamedTuple):
    """Why a day is off: the name of a holiday and the language it is in; None of a weekend."""

    name: Said | None


def day_off(country: str | None, day: date, language: str) -> DayOff | None:
    """Return why nobody works on ``day``, in ``language`` if the holiday is named in it.

    Otherwise it is named in English, or else in the country's own language. None of a working day.
    """
    calendar = _calendar(country, day.year, language) if country else None
    if calendar is None:
        return None
    if words := calendar.get(day):
        return DayOff(Said(str(words), str(calendar.language or "")[:2]))
    return DayOff(None) if calendar.is_weekend(day) else None


def weekend(country: str | None, around: date) -> frozenset[int]:
    """Return on which days of the week nobody works in a country, in the week from ``around`` on.

    Monday is 0. Saturday and Sunday, where we know nothing of it.
    """
    calendar = _calendar(country, around.year, "en") if country else None
    days = [around + timedelta(days=number) for number in range(7)]
    off = [calendar.is_weekend(day) if calendar else day.weekday() in USUAL for day in days]
    return frozenset(day.weekday() for day, free in zip(days, off, strict=True) if free)


@lru_cache(maxsize=512)
def _calendar(country: str, year: int, language: str) -> holidays.HolidayBase | None:
    """Return a country's days off in one year."""
    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    spoken = getattr(holidays, country).supported_languages
    named = next((one for one in spoken if one.partition("_")[0] == language), None)
    if named is None and ENGLISH in spoken:
        named = ENGLISH
    return holidays.country_holidays(country, years=year, language=named, expand=False)
