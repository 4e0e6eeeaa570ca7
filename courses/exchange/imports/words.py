"""What the cells of our sheets may say: names of languages, countries and choices, in any language.

Each is read by its code as well.
"""

from collections.abc import Iterable
from functools import cache, partial

from babel import Locale

from courses.activities.models import Delivery
from courses.schedule.models import Equipment, Kind
from turin import countries
from turin.language.known import DOCUMENTS, INTERFACE
from turin.web.sheets.cells import in_all_languages

Names = dict[str, tuple[str, ...]]


@cache
def languages() -> Names:
    """Return the names of the languages that documents come in, in the interface's and its own."""
    locales = [Locale.parse(one.locale) for one in INTERFACE.values()]
    return {
        code: (one.autonym, *(str(locale.languages.get(code, code)) for locale in locales))
        for code, one in DOCUMENTS.items()
    }


@cache
def all_countries() -> Names:
    """Return the names of every country."""
    return {code: tuple(countries.names(code).values()) for code in countries.all_countries()}


@cache
def deliveries() -> Names:
    """Return where people may take part."""
    return _labels(Delivery)


@cache
def kinds() -> Names:
    """Return who may take part in a session."""
    return _labels(Kind)


@cache
def equipment() -> Names:
    """Return what a room may have."""
    return _labels(Equipment)


def _labels(members: Iterable[Delivery | Kind | Equipment]) -> Names:
    return {one.value: tuple(in_all_languages(partial(_label, one))) for one in members}


def _label(member: Delivery | Kind | Equipment) -> str:
    return member.label
