"""Which countries a briefing is about."""

from collections.abc import Iterable

from courses.activities.models import Activity, Delivery
from courses.pages.briefing.facts import Briefing, briefed
from courses.registration import queries as registration
from turin import countries
from turin.countries import Region

FEWEST = 5  # applicants of a country, for it to be named: fewer could be told apart


def of_audience(activity: Activity) -> Briefing:
    """Brief on the country where it is held, and on those of its audience that have records."""
    return briefed(_host(activity), _regions(activity))


def of_those_who_come(activity: Activity, asked: Iterable[str]) -> Briefing:
    """Brief also on the countries ``asked`` for, and on those from which at least five applied.

    The paper goes from hand to hand: of a country with fewer, it would tell that somebody applied.
    """
    many = registration.countries_of_many(activity, FEWEST)
    return briefed([*_host(activity), *asked, *many], _regions(activity))


def _host(activity: Activity) -> list[str]:
    away = activity.delivery in {Delivery.FIELD, Delivery.BLENDED}
    return [activity.country] if activity.country and away else []


def _regions(activity: Activity) -> list[str]:
    return [
        code for region in activity.audience_regions for code in countries.in_region(Region(region))
    ]
