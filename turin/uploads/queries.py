"""What is on its way in, and what came in."""

from collections.abc import Collection

from sqlalchemy import Select, func, or_, select

from turin.db import db
from turin.people.models import Person
from turin.uploads.gate.names import clean_name
from turin.uploads.models import HEX, State, Upload


def of(person: Person) -> list[Upload]:
    """Return her files that nothing has claimed, the newest first."""
    query = (
        select(Upload)
        .where(Upload.person_id == person.id, Upload.claimed_at.is_(None))
        .order_by(Upload.id.desc())
    )
    return list(db.session.scalars(query))


def taken(senders: Select[int]) -> list[tuple[Upload, str]]:
    """Return what some sent and nothing has claimed, with their names, the newest first.

    ``senders`` is the query of their numbers.
    """
    query = (
        select(Upload, Person.name)
        .join(Person, Person.id == Upload.person_id)
        .where(Upload.person_id.in_(senders))
        .where(Upload.state == State.TAKEN, Upload.claimed_at.is_(None))
        .order_by(Upload.id.desc())
    )
    return [(one, name) for one, name in db.session.execute(query)]


def weight(person: Person) -> tuple[int, int]:
    """Return how many of her files are here or under way, and how many octets lie here for her.

    What she deleted lies here a while longer.
    """
    here = Upload.claimed_at.is_(None)
    query = select(func.count().filter(here), func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.person_id == person.id,
        or_(here, Upload.sha256.is_(None)),
        Upload.state != State.REFUSED,
    )
    number, octets = db.session.execute(query).one()
    return number, octets


def begun(person: Person, name: str, size: int, mark: str) -> Upload | None:
    """Return a file of hers that is, by all she knows of it, the same, and need not be sent anew.

    It is still coming; or, if ``mark`` says what is in it, all of it is here and nothing uses it.
    """
    states = (State.COMING, State.WHOLE, State.TAKEN) if len(mark) == HEX else (State.COMING,)
    query = (
        select(Upload)
        .where(Upload.person_id == person.id, Upload.claimed_at.is_(None))
        .where(Upload.size == size, Upload.mark == mark, Upload.mark != "")
        .where(Upload.state.in_(states))
        .order_by(Upload.id)
    )
    return next((one for one in db.session.scalars(query) if one.name == _named(name, one)), None)


def _named(name: str, upload: Upload) -> str:
    """Return what a file that came as ``name`` is called by now, if it is that upload."""
    return clean_name(name, upload.format) if upload.state is State.TAKEN else name


def unsettled() -> list[tuple[int, int]]:
    """Return the whole files that nobody has said yet what they are, and who sent each, by age."""
    query = select(Upload.id, Upload.person_id).where(Upload.state == State.WHOLE)
    return [(number, sender) for number, sender in db.session.execute(query.order_by(Upload.id))]


def unsettled_number(person: Person | None = None) -> int:
    """Return how many those are, of one person or of all."""
    query = select(func.count()).where(Upload.state == State.WHOLE)
    if person is not None:
        query = query.where(Upload.person_id == person.id)
    return db.session.scalar(query) or 0


def alive(numbers: Collection[int]) -> set[int]:
    """Return which of ``numbers`` are uploads whose parts are still needed."""
    needed = Upload.state.in_((State.COMING, State.WHOLE))
    return set(db.session.scalars(select(Upload.id).where(Upload.id.in_(numbers), needed)))
