"""Files that somebody sent (`turin.uploads`) and that are not of any work yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from turin.people.models import Person
from turin.uploads import operations as uploads
from turin.uploads import queries
from turin.uploads.models import State


class Incoming(NamedTuple):
    """A file that was sent and looked into: ``size`` in octets, ``seconds`` that it lasts.

    ``token`` is its number among the uploads of whoever sent it.
    """

    token: str
    name: str
    format: str
    size: int
    pages: int | None
    seconds: int | None
    sha256: str


def waiting(by: Person) -> list[Incoming]:
    """Return what ``by`` sent and nothing uses yet, the newest first."""
    return [
        Incoming(
            str(one.id), one.name, one.format, one.size, one.pages, one.seconds, one.sha256 or ""
        )
        for one in queries.of(by)
        if one.state is State.TAKEN
    ]


def sent(tokens: Sequence[str], *, by: Person) -> list[Incoming]:
    """Return those of them that ``tokens`` name, in their order."""
    known = {one.token: one for one in waiting(by)}
    return [known[token] for token in dict.fromkeys(tokens) if token in known]


def claim(files: Sequence[Incoming], *, by: Person, at: datetime) -> None:
    """Let nobody else use them: rows of ours point to them now. Raises NotThere."""
    uploads.claim([int(one.token) for one in files], by=by, at=at)
