"""What a file may be called: what the reader sees is what she gets, on every system."""

import re

from turin.people.names import cleaned
from turin.uploads.gate.formats import FORMATS

# Windows opens these, with any ending, as what they were in 1981.
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"|?*]')  # likewise
ENDING = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}", re.IGNORECASE)
MOST_OCTETS = 150  # of the 255 that a file system takes: a translator's mark is to fit behind it


def clean_name(name: str, format_: str) -> str:
    """Return ``name`` without its path, composed (NFC), unable to trick, ending as its content is.

    Letters of every script stay, and so do the joiners between them; what cannot be seen goes, and
    with it what turns letters round.
    """
    plain = FORBIDDEN.sub("-", bare_name(name)).strip(". ")
    ending = FORMATS[format_].endings[0]
    stem = _shortened(_without_ending(plain, format_)).rstrip(". ") or "file"
    return f"{'_' if RESERVED.fullmatch(stem) else ''}{stem}.{ending}"


def bare_name(name: str) -> str:
    """Return ``name`` without its path and without what cannot be seen."""
    return cleaned(name.replace("\\", "/").rstrip("/").rpartition("/")[2])


def _without_ending(name: str, format_: str) -> str:
    """Take off what it says it is, and then, once more, what it is: ``a.pdf.exe`` is ``a``."""
    stem, dot, ending = name.rpartition(".")
    if dot and ENDING.fullmatch(dot + ending):
        name = stem
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.lower() in FORMATS[format_].endings else name


def _shortened(stem: str) -> str:
    return stem.encode()[:MOST_OCTETS].decode(errors="ignore")
