"""Drawing papers: what stands on them in, the bytes of a PDF out."""

from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from courses.activities.models import Activity
from courses.activities.places import place
from courses.pages.printing.parts import Part
from turin.fonts import font_order, typeset
from turin.language import formats, reader
from turin.language.known import DEFAULT

TEMPLATE = Path(__file__).parent / "papers.typ"


def draw(activity: Activity, parts: list[Part], on: date) -> bytes:
    """Return the papers in the reader's language as one PDF (PDF/UA-1). Raises Undrawable."""
    return typeset(TEMPLATE, _said(activity, on) | {"parts": parts}, "ua-1")


def _said(activity: Activity, on: date) -> dict[str, Any]:
    language = reader.current()
    dates = formats.day_range(activity.starts, activity.ends)
    return {
        "language": language.code,
        "direction": language.direction,
        "fonts": font_order(language.code),
        "other-fonts": font_order(DEFAULT.code),  # of what there is not in her language
        "issuer": _("International Training Centre of the ILO"),
        "title": reader.said(activity.title).words,
        "code": activity.code or "",
        "facts": [one for one in (dates, place(activity)) if one],
        "page": _("Page %(number)s of %(count)s", number="{number}", count="{count}"),
        "date": {"year": on.year, "month": on.month, "day": on.day},
    }
