"""The public address of an activity: its key, then its title for the eye."""

import re

from flask import url_for

from courses.activities.models import Activity
from turin.db.search import normalised
from turin.language import reader

LONGEST = 60


def name(activity: Activity) -> str:
    """Return the last part of the address, its title in the reader's language and script."""
    title = normalised(reader.said(activity.title).words)
    slug = "-".join(re.findall(r"\w+", title))[:LONGEST].rstrip("-")
    return f"{activity.key}-{slug}"


def address(activity: Activity, language: str | None = None) -> str:
    """Return where the public page of ``activity`` is, in the reader's language or ``language``."""
    code = language or reader.current().code
    return url_for("pages.activity", name=name(activity), language=code)
