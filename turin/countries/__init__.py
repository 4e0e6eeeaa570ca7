"""Countries and the ILO's regions: reference data, read once from the files beside this module."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from babel.languages import get_official_languages
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from turin.db.search import normalised
from turin.db.types import Text
from turin.language.known import DOCUMENTS, INTERFACE


class Region(StrEnum):
    """The regions by which the ILO counts (ILOSTAT, classification of country groupings)."""

    AFRICA = "africa"
    AMERICAS = "americas"
    ARAB_STATES = "arab_states"
    ASIA_PACIFIC = "asia_pacific"
    EUROPE_CENTRAL_ASIA = "europe_central_asia"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_REGION_NAMES[self])


_REGION_NAMES = {
    Region.AFRICA: _l("Africa"),
    Region.AMERICAS: _l("Americas"),
    Region.ARAB_STATES: _l("Arab States"),
    Region.ASIA_PACIFIC: _l("Asia and the Pacific"),
    Region.EUROPE_CENTRAL_ASIA: _l("Europe and Central Asia"),
}


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1; ``region`` is None for a few uninhabited ones.

    ``pinyin`` is how its Chinese name is said, by which Chinese readers look for it.
    """

    code: str
    name: str
    region: Region | None
    ilo_member: bool
    pinyin: str


@cache
def all_countries() -> dict[str, Country]:
    """Return every country by its two-letter code."""
    with (files(__package__) / "countries.csv").open(encoding="utf-8") as file:
        return {
            row["code"]: Country(
                row["code"],
                row["name"],
                Region(row["region"]) if row["region"] else None,
                row["ilo_member"] == "yes",
                row["pinyin"],
            )
            for row in csv.DictReader(file)
        }


def in_region(region: Region) -> list[str]:
    """Return the codes of the countries of ``region``."""
    return [code for code, country in all_countries().items() if country.region == region]


def region_of(code: str | None) -> Region | None:
    """Return the region of a country, if it has one."""
    country = all_countries().get(code or "")
    return country.region if country else None


def country_name(code: str) -> str:
    """Return a country's name in the language that is being written."""
    return _name(code, str(get_locale() or "en_GB"))


@cache
def names(code: str | None) -> Text:
    """Return how a country is called in the seven languages, and in its own where we print them."""
    if not code:
        return Text()
    own = [one for one in languages_of(code) if one not in INTERFACE]
    locales = {one: DOCUMENTS[one].locale for one in (*INTERFACE, *own)}
    called = {one: Locale.parse(locale).territories.get(code) for one, locale in locales.items()}
    return Text({one: str(name) for one, name in called.items() if name})


@cache
def languages_of(code: str) -> tuple[str, ...]:
    """Return those languages of a country (CLDR: official, also in fact) that documents come in."""
    spoken = get_official_languages(code, de_facto=True)
    return tuple(one for one in dict.fromkeys(spoken) if one in DOCUMENTS)


def choices() -> list[tuple[str, str]]:
    """Return (code, name) of every country with a region, sorted as the reader expects.

    That is by the letters without their accents, and by the sound (pinyin) in Chinese.
    """
    return list(_choices(str(get_locale() or "en_GB")))


@lru_cache(maxsize=4096)
def _name(code: str, locale: str) -> str:
    return str(Locale.parse(locale).territories.get(code) or all_countries()[code].name)


@cache
def _choices(locale: str) -> tuple[tuple[str, str], ...]:
    chinese = locale.startswith("zh")
    offered = [one for one in all_countries().values() if one.region]
    offered.sort(key=lambda one: normalised(one.pinyin if chinese else _name(one.code, locale)))
    return tuple((one.code, _name(one.code, locale)) for one in offered)
