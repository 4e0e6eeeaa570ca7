"""A time zone as calendars carry it with them: the changes of its clocks, as they really are."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=256)
def timezone(name: str, first: int, last: int) -> Timezone:
    """Return the VTIMEZONE of ``name`` (IANA), true from the year ``first`` to the end of ``last``.

    Each change stands for itself: rules that repeat would be wrong where governments decide anew,
    as in Cairo and Beirut. Its beginning is told by the clocks before it (RFC 5545, 3.6.5).
    """
    zone = ZoneInfo(name)
    made = Timezone()
    made.add("tzid", name)
    begins = datetime(first, 1, 1, tzinfo=UTC) - DAY
    made.add_component(_observance(zone, begins, begins))
    for moment in _changes(zone, begins, datetime(last + 1, 1, 1, tzinfo=UTC) + DAY):
        made.add_component(_observance(zone, moment - SECOND, moment))
    return made


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Give the instants at which the clocks are changed: none changes them twice in a day."""
    while start < end:
        if _offset(zone, start) != _offset(zone, start + DAY):
            yield _exact(zone, start, start + DAY)
        start += DAY


def _exact(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _observance(
    zone: ZoneInfo, before: datetime, moment: datetime
) -> TimezoneStandard | TimezoneDaylight:
    local = moment.astimezone(zone)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("dtstart", (moment + _offset(zone, before)).replace(tzinfo=None))
    made.add("tzoffsetfrom", _offset(zone, before))
    made.add("tzoffsetto", _offset(zone, moment))
    made.add("tzname", local.tzname())
    return made
