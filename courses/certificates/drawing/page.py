"""The page: the words, the code and the fonts, set by Typst as an accessible, archivable PDF."""

import json
import threading
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import cast

import segno
import typst

from courses.certificates.drawing.printed import Printed
from courses.certificates.drawing.wording import words
from courses.certificates.numbers import grouped
from turin.fonts import families
from turin.fonts.typesetting import for_typst
from turin.language.known import DOCUMENTS

TEMPLATE = Path(__file__).parent / "certificate.typ"
# To choose of the eight masks the one with the least penalty (ISO/IEC 18004, 7.8.3) takes five
# times as long as the code itself. Phones read any, and blurred pictures of this one no worse.
MASK = 3
_own = threading.local()  # a compiler serves one thread at a time


class Undrawable(Exception):
    """Typst refused the page: most often no font has a letter of the name."""


def draw(printed: Printed) -> bytes:
    """Return the certificate as a PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same facts.

    Needs an application context, for the translations. Raises Undrawable.
    """
    try:
        drawn = _compiler().compile(
            sys_inputs={"said": json.dumps(_said(printed), ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
        )
    except typst.TypstError as error:
        raise Undrawable(error.message) from error
    return cast("bytes", drawn)


def _compiler() -> typst.Compiler:
    """Return this thread's compiler, which keeps what it has read of the template and the fonts."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(TEMPLATE, TEMPLATE.parent, for_typst())
    compiler: typst.Compiler = _own.compiler
    return compiler


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
    segno.make_qr(url.upper(), error="m", mask=MASK).save(
        svg, kind="svg", border=0, xmldecl=False, dark="#230050", light="#fff"
    )
    return svg.getvalue().decode()
