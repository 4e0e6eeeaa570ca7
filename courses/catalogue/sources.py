"""Where a row is from, in words: files say it in short, as ``gb2008:27; page:https://...``."""

import re

from flask_babel import gettext as _
from flask_babel import ngettext

PARAGRAPHS = re.compile(r"gb2008:(\d+(?:,\d+)*)")


def in_full(source: str) -> str:
    """Return a source as a reader understands it: the note by its name, a page by its address."""
    if source == "unverified":
        return _("not verified")
    return PARAGRAPHS.sub(_note, re.sub(r"\bpage: ?", "", source))


def _note(found: re.Match[str]) -> str:
    numbers = found[1].split(",")
    return ngettext(
        "note to the ILO Governing Body of 18 February 2008, paragraph %(numbers)s",
        "note to the ILO Governing Body of 18 February 2008, paragraphs %(numbers)s",
        len(numbers),
        numbers=_(", ").join(numbers),
    )
