"""Time zones: those that a reader may choose, named by their country and city."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from flask_babel import get_locale

from turin.db.search import normalised


def choices() -> dict[str, str]:
    """Return the name of every zone by its IANA name, sorted as the reader expects."""
    return _named(str(get_locale() or "en_GB"))


@cache
def _named(locale: str) -> dict[str, str]:
    """Return the zones that CLDR knows; each place once, under the first of its names."""
    known, language = available_timezones(), Locale.parse(locale)
    places: dict[str, str] = {}
    for zone, territory in sorted(get_global("zone_territories").items()):
        if zone in known and territory != "ZZ":
            places.setdefault(get_timezone_location(zone, locale=language), zone)
    return {places[place]: place for place in sorted(places, key=normalised)}
