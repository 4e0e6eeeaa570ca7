"""The public address of an activity: its key, then its title for the eye."""

import unicodedata
from functools import lru_cache

from flask import url_for

from courses.activities.models import Activity
from turin.language import reader

LONGEST = 60


def name(activity: Activity) -> str:
    """Return the last part of the address, its title in the reader's language and script."""
    return f"{activity.key}-{_slug(reader.said(activity.title).words)}"


@lru_cache(maxsize=4096)
def _slug(title: str) -> str:
    spaced = "".join(
        letter if _is_written(letter) else " "
        for letter in unicodedata.normalize("NFKC", title).casefold()
    )
    return "-".join(spaced.split())[:LONGEST].rstrip("-")


def _is_written(letter: str) -> bool:
    """Whether ``letter`` belongs to a word: letters, digits, and the signs that go with them."""
    return unicodedata.category(letter)[0] in "LMN"


def address(activity: Activity, language: str | None = None) -> str:
    """Return where the public page of ``activity`` is, in the reader's language or ``language``."""
    code = language or reader.current().code
    return url_for("pages.activity", name=name(activity), language=code)
