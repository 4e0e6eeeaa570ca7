"""Dates, times, numbers and names as the reader's language writes them (CLDR, by Babel)."""

import re
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from flask_babel import get_locale
from flask_babel import gettext as _

from turin.db.types import PartialDate
from turin.language.known import DEFAULT, DOCUMENTS

KILO = 1000
# The narrow no-break space of CLDR is a box on old phones: what may stand there instead.
NARROW = ("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def locale() -> str:
    """Return the Babel name of the language that is being written."""
    return str(get_locale() or DEFAULT.locale)


def day(value: date, form: str = "long") -> str:
    """Write a day: ``full``, ``long``, ``medium``, or a CLDR skeleton.

    Arabic has no medium form with a month in words, so it takes the long one.
    """
    return _day(value, form, locale())


@lru_cache(maxsize=4096)
def _day(value: date, form: str, name: str) -> str:
    if form == "medium" and name == "ar":
        form = "long"
    if form in {"full", "long", "medium"}:
        return _official(dates.format_date(value, form, locale=name), name)
    return _official(dates.format_skeleton(form, value, locale=name), name)


def partial_day(value: PartialDate) -> str:
    """Write as much of a date as is known."""
    form = {4: "y", 7: "yMMMM", 10: "long"}[len(value.iso)]
    return day(value.first, form)


def day_range(start: PartialDate | date, end: PartialDate | date | None) -> str:
    """Write from when to when: ``8-19 March 2027``, ``April 2007``, ``2008``."""
    first, last = (PartialDate(str(start)), PartialDate(str(end)) if end else None)
    if last is None or last == first:
        return partial_day(first)
    if first.day and last.day and first.iso[:7] == last.iso[:7]:
        return _within_a_month(first.day, last.day, locale())
    if first.day and last.day and first.iso[:4] == last.iso[:4]:
        forms = ("long", "MMMMd") if _year_comes_first(locale()) else ("MMMMd", "long")
        return _(
            "%(start)s to %(end)s", start=day(first.day, forms[0]), end=day(last.day, forms[1])
        )
    return _("%(start)s to %(end)s", start=partial_day(first), end=partial_day(last))


@cache
def _year_comes_first(name: str) -> bool:
    return Locale.parse(name).date_formats["long"].pattern.startswith("y")


@lru_cache(maxsize=1024)
def _within_a_month(start: date, end: date, name: str) -> str:
    """Put both days into the language's long pattern: CLDR has no interval with a full month."""
    long = Locale.parse(name).date_formats["long"].pattern
    days = f"'{start.day}\N{EN DASH}{end.day}'"
    pattern = re.sub("'[^']*'|d+", lambda piece: piece[0] if "'" in piece[0] else days, long)
    return _official(dates.format_date(end, pattern, locale=name), name)


def _official(written: str, name: str) -> str:
    """Write a date as the Office's letters do, where CLDR does not: آذار/مارس, 1er mars."""
    written = written.replace(*NARROW)
    if name == "ar":
        return re.sub("|".join(_arabic_months()), lambda month: _arabic_months()[month[0]], written)
    if name == "fr":
        return re.sub(r"\b1(?= [^\W\d])", "1er", written)
    return written


@cache
def _arabic_months() -> dict[str, str]:
    egyptian, levantine = (Locale.parse(name).months["format"]["wide"] for name in ("ar", "ar_LB"))
    return {egyptian[month]: f"{levantine[month]}/{egyptian[month]}" for month in range(1, 13)}


def zone_city(zone: str) -> str:
    """Name a time zone (IANA) as people do, by its city: Rome, روما."""
    return dates.get_timezone_location(zone, locale=locale(), return_city=True)


def moment(value: datetime, zone: str) -> str:
    """Write the day and time of an instant in ``zone``."""
    local = value.astimezone(ZoneInfo(zone))
    time = local.strftime("%H:%M")
    return _("%(day)s at %(time)s", day=day(local.date(), "medium"), time=time)


def number(value: float) -> str:
    """Write a number with the language's digits and separators."""
    return _number(value, locale())


@lru_cache(maxsize=4096)
def _number(value: float, name: str) -> str:
    return str(numbers.format_decimal(value, locale=name)).replace(*NARROW)


def money(amount: int, currency: str) -> str:
    """Write a whole amount of a currency (ISO 4217), by its code: EUR 2,450."""
    return _("%(currency)s %(amount)s", currency=currency, amount=number(amount))


def size(octets: int) -> str:
    """Write the size of a file: kB up to a million octets, MB above."""
    if octets < KILO * KILO:
        return _("%(number)s kB", number=number(max(1, round(octets / KILO))))
    return _("%(number)s MB", number=number(round(octets / KILO / KILO, 1)))


def language_name(code: str) -> str:
    """Return the name of a language in the reader's."""
    return _language_name(code, locale())


@lru_cache(maxsize=4096)
def _language_name(code: str, name: str) -> str:
    return str(Locale.parse(name).languages.get(code, code))


def autonym(code: str) -> str:
    """Return the name of a language in itself."""
    return DOCUMENTS[code].autonym if code in DOCUMENTS else code
