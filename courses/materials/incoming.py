"""Files that somebody sent (`turin.uploads`) and that are not of any work yet.

Whose files one may use is said here alone (`senders`), for those who choose and those who claim.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, or_, select

from courses.activities.queries import coordinated_by
from courses.schedule.models import Session, SessionTrainer
from turin.access import Permission
from turin.people.models import Person, RoleGrant, who_may
from turin.uploads import operations as uploads
from turin.uploads import queries


class Incoming(NamedTuple):
    """A file that was sent and looked into: ``size`` in octets, ``seconds`` that it lasts.

    ``token`` is its number among the uploads; ``sender`` is who sent it, if that was another.
    """

    token: str
    name: str
    format: str
    size: int
    pages: int | None
    seconds: int | None
    sha256: str
    sender: str


def senders(person: Person) -> Select[int]:
    """Return the numbers of those whose files ``person`` may use: her own, and her trainers'.

    Those teach in an activity that she runs; an administrator's are all who may teach.
    """
    if person.may(Permission.ADMINISTER):
        teaching = who_may(Permission.TEACH)
        trainers = select(RoleGrant.person_id).where(RoleGrant.role.in_(teaching))
    else:
        trainers = (
            select(SessionTrainer.person_id)
            .join(Session, Session.id == SessionTrainer.session_id)
            .where(Session.activity_id.in_(coordinated_by(person)))
        )
    return select(Person.id).where(or_(Person.id == person.id, Person.id.in_(trainers)))


def waiting(by: Person) -> list[Incoming]:
    """Return what ``by`` may use of what was sent and nothing uses yet, the newest first."""
    return [
        Incoming(
            str(one.id),
            one.name,
            one.format,
            one.size,
            one.pages,
            one.seconds,
            one.sha256 or "",
            "" if one.person_id == by.id else sender,
        )
        for one, sender in queries.taken(senders(by))
    ]


def unsettled(by: Person) -> int:
    """Return how many files of hers wait for the scanner."""
    return queries.unsettled_number(by)


def sent(tokens: Sequence[str], *, by: Person) -> list[Incoming]:
    """Return those of them that ``tokens`` name, in their order."""
    known = {one.token: one for one in waiting(by)}
    return [known[token] for token in dict.fromkeys(tokens) if token in known]


def claim(files: Sequence[Incoming], *, by: Person, at: datetime) -> None:
    """Let nobody else use them: rows of ours point to them now. Raises NotThere."""
    uploads.claim([int(one.token) for one in files], sent_by=senders(by), at=at)
