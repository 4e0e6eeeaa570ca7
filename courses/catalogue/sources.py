"""Where a row of a catalogue file is from, in words and links for its readers."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from flask_babel import gettext as _

NOTE = re.compile(r"gb2008:(\d+(?:,\d+)*)")
ADDRESS = re.compile(r"page:\s*(https?://\S+)")


class Source(NamedTuple):
    """``words`` in the reader's language, or else as the file has them; ``href`` of a page."""

    words: str
    href: str = ""


def sources(written: str) -> list[Source]:
    """Read what a catalogue file says under ``source``: ``gb2008:27; page:https://...``."""
    return [_source(part.strip()) for part in written.split(";") if part.strip()]


def _source(part: str) -> Source:
    if found := ADDRESS.match(part):
        address = urlsplit(found[1])
        shortened = "..." in address.path  # such an address leads nowhere
        words = f"{address.hostname or found[1]}{part[found.end() :]}"
        return Source(words, "" if shortened else found[1])
    if part == "unverified":
        return Source(_("general knowledge, not checked"))
    return Source(NOTE.sub(_note, re.sub(r"\bpage: ?", "", part)))


def _note(found: re.Match[str]) -> str:
    return _(
        "Note to the Governing Body of the ILO, 18 February 2008, paragraph %(numbers)s",
        numbers=_(", ").join(found[1].split(",")),
    )
