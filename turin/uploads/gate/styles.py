"""Style sheets: what they load from elsewhere, and what old browsers ran.

They are not taken apart: what looks like an address that is loaded is one, in a comment too, since
programs differ in where a comment or a string ends.
"""

import re

from turin.uploads.gate.refusals import FromElsewhere

ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL)
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0]+")
NAMESPACE = re.compile(  # a name in the form of an address, which nobody fetches
    r"@namespace[\w-]*(?:url\()?[\"']?http://www\.(?:w3|idpf)\.org/[\w./-]*[\"']?\)?;"
)
# What stands before a sheet in another file: only a plain path is sure to be a neighbour's.
LOADS = re.compile(
    r"@import(?=[\"']|url\(|/\*)(?!(?:url\()?[\"']?[\w.%-][\w./%?&-]*[\"')])"
    r"|url\([\"']?(?!data:)(?:[a-z][a-z0-9+.-]*:|//)"
    r"|(?<!=)[\"'](?:(?:https?|ftp):|(?:[a-z][a-z0-9+.-]*:)?//)[^\"')]"  # behind = it selects
)
RUNS = re.compile(r"expression\(|(?:^|[^a-z-]|-ms-)behavior:(?!url\([\"']?#)|-moz-binding")


def look_at_style(words: str) -> None:
    """Raise FromElsewhere if a style sheet loads anything, or runs what old browsers ran."""
    plain = UNSEEN.sub("", ESCAPED.sub(_letter, words.lower())).replace("\\", "/")
    if LOADS.search(NAMESPACE.sub(";", plain)) or RUNS.search(plain):
        raise FromElsewhere


def _letter(escaped: re.Match[str]) -> str:
    if escaped[2]:
        return escaped[2]
    number = int(escaped[1], 16)
    return chr(number).lower() if number < 0x110000 else ""
