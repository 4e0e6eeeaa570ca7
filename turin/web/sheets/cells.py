"""Reading one cell: as a word, a number, a day, a time, a choice. Raises Wrong with a sentence.

A cell is what the spreadsheet holds (a date, a number), or a text as people type it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _

from turin.language import reader
from turin.language.known import INTERFACE
from turin.web.forms import tidy
from turin.web.spreadsheets import DANGEROUS

Cell = str | int | float | bool | date | time | timedelta | None
Reads = Callable[[Cell], Any]
YEARS = range(1990, 2200)
SERIAL = range(30_000, 120_000)  # days since 1900, as spreadsheets count: 1982 to 2228
ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
HOUR = re.compile(
    r"(\d{1,2})(?:[:.hH]|时)(\d{2})?分?(?::00(?:\.0+)?)?(?: ?([ap])\.?m\.?)?", re.IGNORECASE
)
MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 - a time on the wall, of any day
YES = {"x", "1", "true", "✓", "✔", "yes", "oui", "sí", "si", "sim", "да", "نعم", "是"}
NO = {"0", "false", "-", "no", "non", "não", "nao", "нет", "لا", "否"}


class Formula(str):
    """What a cell computes. It is never computed here."""

    __slots__ = ()


class Faulty(str):
    """What a cell shows where its formula failed, like ``#REF!``."""

    __slots__ = ()


class Wrong(Exception):
    """A cell cannot be read; its words say how to mend it."""


def plain(cell: Cell) -> str:
    """Return what a cell says, as a text."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    said = tidy("" if cell is None else str(cell)) or ""
    return said[1:] if said.startswith("'") and said[1:].startswith(DANGEROUS) else said


def folded(words: str) -> str:
    """Return words as they are compared: without case, accents of width, spaces and marks."""
    known = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in known if unicodedata.category(letter)[0] in "LMN")


def words(most: int) -> Reads:
    """Return what reads a text of at most so many letters."""

    def read(cell: Cell) -> str:
        said = " ".join(plain(cell).split())
        if len(said) > most:
            raise Wrong(_("That is too long: %(max)d letters at most.", max=most))
        return said

    return read


def whole(least: int, most: int) -> Reads:
    """Return what reads a whole number."""

    def read(cell: Cell) -> int | None:
        said = _digits(plain(cell))
        if not said:
            return None
        if not said.isdecimal() or len(said) > 9 or not least <= int(said) <= most:
            raise Wrong(
                _("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
            )
        return int(said)

    return read


def day(cell: Cell) -> date | None:
    """Read a day: a date cell, 2027-03-08, or the day first: 8/3/2027, 08.03.2027."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - see `opening`

    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIAL:
        cell = from_excel(int(cell))
    if isinstance(cell, date):
        found = cell.date() if isinstance(cell, datetime) else cell
    elif said := _digits(plain(cell)):
        found = _day(said)
    else:
        return None
    if found.year not in YEARS:
        raise Wrong(_("Write a day like 2027-03-08 or 08/03/2027, the day before the month."))
    return found


def _day(said: str) -> date:
    year = ISO.fullmatch(said)
    first = DAY_FIRST.fullmatch(said)
    try:
        if year:
            return date(*(int(part) for part in year.groups()))
        if first:
            return date(*(int(part) for part in reversed(first.groups())))
    except ValueError:
        raise Wrong(_("There is no such day in the calendar: %(day)s.", day=said)) from None
    raise Wrong(_("Write a day like 2027-03-08 or 08/03/2027, the day before the month."))


def hour(cell: Cell) -> time | None:
    """Read a time of day: a time cell, 09:00, 9.00, 9h30, 2:30 pm."""
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        cell = (MIDNIGHT + cell).time()
    if isinstance(cell, float) and 0 <= cell < 1:  # a part of a day
        cell = (MIDNIGHT + timedelta(minutes=round(cell * 24 * 60))).time()
    if isinstance(cell, datetime | time):
        return time(cell.hour, cell.minute)
    said = _digits(plain(cell))
    return _hour(said) if said else None


def _hour(said: str) -> time:
    found = HOUR.fullmatch(said)
    hours = int(found[1]) if found else 24
    half = found[3].lower() if found and found[3] else ""
    if half and not 1 <= hours <= 12:
        hours = 24
    elif half:
        hours = hours % 12 + (12 if half == "p" else 0)
    minutes = int(found[2] or 0) if found else 0
    if hours > 23 or minutes > 59:
        raise Wrong(_("Write a time like 09:00 or 14:30."))
    return time(hours, minutes)


def yes(cell: Cell) -> bool:
    """Read yes or no, in any language of the interface; an empty cell is no."""
    said = plain(cell).casefold()
    if said in YES:
        return True
    if said and said not in NO:
        raise Wrong(_("Write yes or no."))
    return False


def choice(labels: Callable[[], Mapping[str, Iterable[str]]]) -> Reads:
    """Return what reads one of several, by its value or by any of its names.

    ``labels`` gives the names of each value.
    """

    def read(cell: Cell) -> str | None:
        said = plain(cell)
        return _chosen(said, labels()) if said else None

    return read


def choices(labels: Callable[[], Mapping[str, Iterable[str]]]) -> Reads:
    """Return what reads several of them, with commas, semicolons or lines between."""

    def read(cell: Cell) -> list[str]:
        known = labels()
        return list(dict.fromkeys(_chosen(one, known) for one in listed(cell)))

    return read


def listed(cell: Cell) -> list[str]:
    """Return the several words that a cell names."""
    parts = re.split(r"[;,\n،；，、]", plain(cell))
    return [" ".join(part.split()) for part in parts if part.strip()]


def _chosen(said: str, known: Mapping[str, Iterable[str]]) -> str:
    asked = folded(said)
    for value, names in known.items():
        if asked and asked in {folded(value), *map(folded, names)}:
            return value
    raise Wrong(_("“%(word)s” is not known here. See the example in the template.", word=said[:80]))


def in_all_languages(label: Callable[[], str]) -> list[str]:
    """Return what ``label`` says in each language of the interface."""
    found = []
    for language in INTERFACE.values():
        with reader.reading(language):
            found.append(str(label()))
    return found


def _digits(said: str) -> str:
    """Return it with European digits: ٢٠٢٧ is 2027."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in said
    )
