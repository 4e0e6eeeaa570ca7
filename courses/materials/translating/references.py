"""How a translation is called in a work order, and so in the name of the file that comes back.

``gender_handbook.e2.km.from-en-v3.docx``: the second edition in Khmer, made from version 3 of the
English. Pure.
"""

import re
from typing import NamedTuple

SHAPE = re.compile(
    r"(?P<key>[A-Za-z0-9_-]+)\.e(?P<edition>\d{1,3})\.(?P<language>[a-z]{2,3})"
    r"(\.from-(?P<source>[a-z]{2,3})-v(?P<version>\d{1,4}))?"
    r"([ _(.-].*)?",
)


class Reference(NamedTuple):
    """``edition`` counts from 1; ``source`` and ``version`` say of what it was made, if known."""

    key: str
    edition: int
    language: str
    source: str = ""
    version: int | None = None

    def __str__(self) -> str:
        """Return it as it begins the name of a file."""
        name = f"{self.key}.e{self.edition}.{self.language}"
        return f"{name}.from-{self.source}-v{self.version}" if self.source else name


def understood(name: str) -> Reference | None:
    """Return what a file is called for, or None; what programs add behind it does not matter."""
    found = SHAPE.fullmatch(name.strip())
    if found is None:
        return None
    version = found["version"]
    return Reference(
        found["key"],
        int(found["edition"]),
        found["language"],
        found["source"] or "",
        int(version) if version else None,
    )
