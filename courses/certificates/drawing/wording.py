"""The sentences of a certificate, in its own language."""

import re
from datetime import date
from typing import NamedTuple

from babel import Locale, dates
from flask_babel import force_locale, get_locale, ngettext
from flask_babel import gettext as _

from courses.certificates.drawing.printed import Printed
from turin.language.known import DOCUMENTS


class Written(NamedTuple):
    """The facts that have to be written out, as they stand on the page."""

    dates: str
    length: str
    issued_on: str


def written(printed: Printed) -> Written:
    """Return the dates and the length as they stand on the page, in the certificate's language."""
    with force_locale(DOCUMENTS[printed.language].locale):
        length = _(
            "%(days)s, %(hours)s",
            days=ngettext("%(num)s day", "%(num)s days", printed.days),
            hours=ngettext("%(num)s hour", "%(num)s hours", printed.hours),
        )
        return Written(day_range(printed.start, printed.end), length, day(printed.issued_on))


def words(printed: Printed) -> dict[str, object]:
    """Return everything that stands on the page as it is read, in the certificate's language."""
    facts = written(printed)
    with force_locale(DOCUMENTS[printed.language].locale):
        return {
            "issuer": _("International Training Centre of the ILO"),
            "sentence": _sentence(),
            "facts": [
                {"label": _("Dates"), "value": facts.dates},
                {"label": _("Venue"), "value": printed.venue},
                {"label": _("Length"), "value": facts.length},
            ],
            "issued": _("Issued on %(date)s", date=facts.issued_on),
            "check": _("Check this certificate at this address or with the code"),
            "qr-alt": _("Code that opens the page on which this certificate can be checked"),
            "title": f"{printed.heading}: {printed.holder}",
            "description": printed.activity,
        }


def _sentence() -> list[dict[str, str]]:
    """Return the sentence line by line; the translator places the name and the activity."""
    # Translators: each line is printed on its own; the holder and the activity stand alone on
    # theirs, in any order. Choose words that suit women and men.
    said = _("This certificate is awarded to\n%(holder)s\nfor taking part in\n%(activity)s")
    named = {"%(holder)s": "holder", "%(activity)s": "activity"}
    return [{"is": named.get(piece, "words"), "words": piece} for piece in said.splitlines()]


def day(value: date) -> str:
    """Write a day in full."""
    return _official(dates.format_date(value, "long", locale=get_locale()))


def day_range(start: date, end: date) -> str:
    """Write from when to when: 8-19 March 2027, or both days in full."""
    if (start.year, start.month) != (end.year, end.month):
        return _("%(start)s to %(end)s", start=day(start), end=day(end))
    if start == end:
        return day(start)
    return _official(dates.format_date(end, _with_days(start, end), locale=get_locale()))


def _with_days(start: date, end: date) -> str:
    """Return the language's long pattern with both days in it; ``d`` may also stand in a quote."""
    long = get_locale().date_formats["long"].pattern
    days = f"'{start.day}\N{EN DASH}{end.day}'"
    return re.sub("'[^']*'|d+", lambda piece: piece[0] if "'" in piece[0] else days, long)


def _official(written: str) -> str:
    """Give Arabic months both their names, as the Office's letters do: آذار/مارس."""
    if str(get_locale()) != "ar":
        return written
    egyptian, levantine = (Locale.parse(name).months["format"]["wide"] for name in ("ar", "ar_LB"))
    both = {egyptian[month]: f"{levantine[month]}/{egyptian[month]}" for month in range(1, 13)}
    return re.sub("|".join(both), lambda found: both[found.group()], written)
