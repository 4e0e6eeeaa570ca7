"""The sentences of a certificate, in its own language."""

from typing import NamedTuple

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from courses.certificates.drawing.printed import Printed
from turin.language import formats
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
        return Written(
            formats.day_range(printed.start, printed.end), length, formats.day(printed.issued_on)
        )


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
