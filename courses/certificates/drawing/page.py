"""The page: the words, the code and the fonts, set by Typst as an accessible, archivable PDF."""

import json
import unicodedata
from io import BytesIO
from pathlib import Path

import segno
import typst

from courses.certificates.drawing.printed import Printed
from courses.certificates.drawing.wording import words
from courses.certificates.numbers import grouped
from turin.fonts import families, for_typst
from turin.language.known import DOCUMENTS

TEMPLATE = Path(__file__).parent / "certificate.typ"


class Undrawable(Exception):
    """Typst refused the page: most often no font has a letter of the name."""


def draw(printed: Printed) -> bytes:
    """Return the certificate as a PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same facts.

    Needs an application context, for the translations. Raises Undrawable.
    """
    try:
        drawn = typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=for_typst(),
            sys_inputs={"said": json.dumps(_said(printed), ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
        )
    except typst.TypstError as error:
        raise Undrawable(error.message) from error
    return bytes(drawn)


def _said(printed: Printed) -> dict[str, object]:
    return words(printed) | {
        "language": printed.language,
        "direction": DOCUMENTS[printed.language].direction,
        "fonts": _font_order(printed.language),
        "heading": printed.heading,
        "holder": {"words": printed.holder, "direction": direction(printed.holder)},
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
        "qr": _code(printed.url),
    }


def _font_order(language: str) -> list[object]:
    """Return the families to ask; in Chinese, Latin letters alone come from the Latin font."""
    if language != "zh":
        return list(families())
    return [{"name": "Noto Sans", "covers": "latin-in-cjk"}, "Noto Sans SC", *families()]


def direction(name: str) -> str:
    """Return in which direction a name runs: that of its first letter with a direction."""
    for letter in name:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _code(url: str) -> str:
    """Return the QR code as SVG. Capitals alone need fewer modules; the address allows them."""
    svg = BytesIO()
    segno.make_qr(url.upper(), error="m").save(
        svg, kind="svg", border=0, xmldecl=False, dark="#230050", light="#fff"
    )
    return svg.getvalue().decode()
