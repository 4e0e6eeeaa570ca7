"""What a briefing says of countries, read in as many statements for fifty as for one."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.catalogue import standards
from courses.catalogue.models import LegislativeProfiles
from courses.catalogue.standards import Law
from courses.materials import queries as materials
from courses.materials.models import Translation, Work
from turin import countries


@dataclass(frozen=True, slots=True)
class Reading:
    """A work that has come out in languages of a country: which of them we hold."""

    work: Work
    held: list[str]
    published: list[str]


@dataclass(frozen=True, slots=True)
class Country:
    """What is told of one country."""

    code: str
    law: Law
    languages: tuple[str, ...]
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Briefing:
    """Countries, those of which nothing is recorded, and what is only counted.

    ``counted`` are sets of legislative profiles whose source does not name all of their countries.
    """

    countries: list[Country]
    unrecorded: list[str]
    counted: list[LegislativeProfiles]


def briefed(named: Iterable[str], further: Iterable[str] = ()) -> Briefing:
    """Brief on the countries ``named``, and on those ``further`` of which anything is recorded."""
    instruments, profiles = standards.instruments(), standards.profiles()
    wanted = list(dict.fromkeys(named))
    rest = sorted(set(further) - set(wanted))
    laws = standards.law([*wanted, *rest], instruments, profiles)
    told = [one for one in laws if one.country in wanted or one.is_recorded]
    spoken = {one.country: countries.languages_of(one.country) for one in told}
    texts = materials.in_languages({code for codes in spoken.values() for code in codes})
    return Briefing(
        [
            Country(one.country, one, spoken[one.country], _readings(texts, spoken[one.country]))
            for one in sorted(told, key=lambda law: countries.country_name(law.country))
        ],
        [one.country for one in laws if one not in told],
        [one for one in profiles if (one.count or 0) > len(one.countries)],
    )


def _readings(texts: list[Translation], languages: tuple[str, ...]) -> list[Reading]:
    works: dict[int, Reading] = {}
    for text in texts:
        if text.language in languages:
            reading = works.setdefault(text.edition.work.id, Reading(text.edition.work, [], []))
            shelf = reading.held if text.files else reading.published
            if text.language not in shelf:
                shelf.append(text.language)
    return list(works.values())
