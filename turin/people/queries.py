"""Finding persons."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import lazyload

from turin.audit.models import AuditEntry
from turin.db import db
from turin.people.keys import email_key, name_key
from turin.people.models import Person, SignIn


def of_mailbox(email: str) -> Sequence[Person]:
    """Return the persons who may sign in with this address, first made first.

    Their roles are not asked for yet: that would be one statement more for a known address.
    """
    return db.session.scalars(
        select(Person)
        .options(lazyload(Person.roles))
        .where(Person.email_key == email_key(email), Person.disabled_at.is_(None))
        .order_by(Person.id)
    ).all()


def named(email: str, name: str) -> Person | None:
    """Return the person of this mailbox and name, whether or not she may sign in."""
    return db.session.scalar(
        select(Person)
        .where(Person.email_key == email_key(email), Person.name_key == name_key(name))
        .order_by(Person.id)
        .limit(1)
    )


def open_accounts(ids: Sequence[int]) -> Sequence[Person]:
    """Return those of the persons who may sign in, first made first."""
    return db.session.scalars(
        select(Person).where(Person.id.in_(ids), Person.disabled_at.is_(None)).order_by(Person.id)
    ).all()


def people(query: str) -> Select[Person]:
    """Return the persons whose name or address holds every word of ``query``, by name."""
    found = select(Person).order_by(Person.name_key, Person.id)
    for word in query.split():
        found = found.where(
            or_(
                Person.name_key.contains(name_key(word), autoescape=True),
                Person.email_key.contains(email_key(word), autoescape=True),
            )
        )
    return found


def sign_ins(person: Person, at: datetime) -> Sequence[SignIn]:
    """Return her sign-ins that are not over, newest first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.ends_at > at)
        .order_by(SignIn.started_at.desc(), SignIn.id.desc())
    ).all()


def deeds_about(person: Person, most: int = 20) -> Sequence[tuple[AuditEntry, str | None]]:
    """Return what was last done to her account and the name of who did it, newest first."""
    return db.session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(AuditEntry.subject_type == "person", AuditEntry.subject_id == person.id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(most)
    ).all()
