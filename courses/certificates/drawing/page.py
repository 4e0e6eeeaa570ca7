"""The page: the words, the code and the fonts, set by Typst as an accessible, archivable PDF."""

from pathlib import Path

from courses.certificates.drawing.printed import Printed
from courses.certificates.drawing.wording import words
from courses.certificates.numbers import grouped
from turin.fonts import font_order, qr, typeset
from turin.language.known import DOCUMENTS
from turin.language.scripts import direction_of

TEMPLATE = Path(__file__).parent / "certificate.typ"


def draw(printed: Printed) -> bytes:
    """Return the certificate as a PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same facts.

    Needs an application context, for the translations. Raises Undrawable.
    """
    return typeset(TEMPLATE, _said(printed), "ua-1", "a-2a")


def _said(printed: Printed) -> dict[str, object]:
    return words(printed) | {
        "language": printed.language,
        "direction": DOCUMENTS[printed.language].direction,
        "fonts": font_order(printed.language),
        "heading": printed.heading,
        "holder": {"words": printed.holder, "direction": direction_of(printed.holder)},
        "activity": {
            "words": printed.activity,
            "language": printed.activity_language,
            "direction": DOCUMENTS[printed.activity_language].direction,
        },
        "signatories": [
            {"name": signatory.name, "function": signatory.function}
            for signatory in printed.signatories
        ],
        "date": {
            "year": printed.issued_on.year,
            "month": printed.issued_on.month,
            "day": printed.issued_on.day,
        },
        "number": printed.number,
        "shown-number": grouped(printed.number),
        "url": printed.url,
        "shown-url": printed.url.partition("://")[2].rpartition("/")[0],
        "qr": qr(printed.url.upper()),  # capitals alone need fewer modules; the address allows them
    }
