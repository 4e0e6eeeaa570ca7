"""The public address of an activity: its key, then its title for the eye."""

import unicodedata

from flask import url_for

from courses.activities.models import Activity
from turin.language import reader

LONGEST = 60


def name(activity: Activity) -> str:
    """Return the last part of the address, its title in the reader's language and script."""
    title = unicodedata.normalize("NFKC", reader.said(activity.title).words).casefold()
    spaced = "".join(letter if _is_written(letter) else " " for letter in title)
    slug = "-".join(spaced.split())[:LONGEST].rstrip("-")
    return f"{activity.key}-{slug}"


def _is_written(letter: str) -> bool:
    """Whether ``letter`` belongs to a word: letters, digits, and the signs that go with them."""
    return unicodedata.category(letter)[0] in "LMN"


def address(activity: Activity, language: str | None = None) -> str:
    """Return where the public page of ``activity`` is, in the reader's language or ``language``."""
    code = language or reader.current().code
    return url_for("pages.activity", name=name(activity), language=code)
