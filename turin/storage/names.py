"""Names of files, in any script, as a browser is told them (RFC 6266)."""

import re
import unicodedata
from urllib.parse import quote

JOINERS = "\u200c\u200d"  # part of the spelling of Persian, Hindi, Sinhala and other words
# Controls, formats (among them each that turns what follows round), surrogates, private use, and
# what Unicode has not assigned.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
APART = re.compile(r"[/\\]+")  # what parts folders, here or elsewhere
# Where ``filename*`` is not understood: what is safe between quotes in every browser.
PLAIN = re.compile(r"[^A-Za-z0-9 !#$&'()+,.;=@^_`{}~-]+")
UNQUOTED = "!#$&+-.^_`|~"  # RFC 8187, attr-char


def cleaned(name: str) -> str:
    """Return ``name`` as a file may be called: NFC, one line, nothing unseen, no folder."""
    seen = (
        letter
        for letter in unicodedata.normalize("NFC", name)
        if letter in JOINERS or unicodedata.category(letter) not in UNSEEN
    )
    return APART.sub("-", " ".join("".join(seen).split())).strip(". ") or "file"


def attachment(name: str) -> str:
    """Return the Content-Disposition that has a browser save a file as ``name``.

    Browsers of our time take the second form, which has all scripts; others get what remains of it
    in Latin letters.
    """
    name = cleaned(name)
    stem, dot, ending = name.rpartition(".")
    plain, plain_ending = _plain(stem if dot else name), _plain(ending)
    fallback = (plain or "file") + (f".{plain_ending}" if dot and plain_ending else "")
    if fallback == name:
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe=UNQUOTED)}"


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return PLAIN.sub("_", letters).strip(" ._-")
