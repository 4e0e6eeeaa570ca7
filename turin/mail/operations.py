"""Promising a letter, and taking the promise back: part of the change that it follows from."""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, current_app
from sqlalchemy import Select, insert, select, update

from turin.config import Settings
from turin.db import after_commit, db
from turin.db.insert import insert_new
from turin.mail.models import NOT_LEFT, AddressHealth, Intent, Outgoing, State

Subject = tuple[str, int]  # the table of a row, and the row's id
KEY = ("recipient", "kind", "subject_type", "subject_id", "occurrence")


class Addressee(Protocol):
    """Somebody who can be written to: a person, or a `Stranger`."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stranger:
    """An address of which we know no person: an unverified applicant, the Centre's own desk."""

    name: str
    email: str
    language: str
    id: None = None


def post(
    kind: str,
    *,
    subject: Subject,
    person: Addressee,
    occurrence: str,
    at: datetime,
    due: datetime | None = None,
    expires: datetime | None = None,
) -> bool:
    """Promise ``person`` a letter about ``subject`` in the open transaction; False if it was.

    ``occurrence`` is a stable label ("D-7", "offer/2"), so that the same letter is posted once. It
    leaves when ``due``, by default at once, and never after ``expires``.
    """
    letters = [(subject, person)]
    return post_all(kind, letters, occurrence=occurrence, at=at, due=due, expires=expires) == 1


def post_all(
    kind: str,
    letters: Iterable[tuple[Subject, Addressee]],
    *,
    occurrence: str,
    at: datetime,
    due: datetime | None = None,
    expires: datetime | None = None,
) -> int:
    """Promise a letter about each subject to its reader as `post` does; return how many are new.

    It takes two statements, however many letters there are.
    """
    rows = [
        {
            "recipient": recipient(person),
            "kind": kind,
            "subject_type": subject_type,
            "subject_id": subject_id,
            "occurrence": occurrence,
            "person_id": person.id,
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "created_at": at,
        }
        for (subject_type, subject_id), person in letters
    ]
    new = insert_new(Intent, KEY, rows)
    if not new:
        return 0
    waits = due is not None and due > at
    _put_out(new, due or at, expires, waits=waits)
    return len(new)


def tell_who_waits(kind: str, subject: Subject, waiting: Select[Any], *, at: datetime) -> None:
    """Promise a letter about ``subject`` to each of the rows ``waiting``, and delete these.

    Each has the ``email`` and the ``language`` of somebody who asked to be told.
    """
    rows = db.session.scalars(waiting).all()
    letters = [(subject, Stranger("", one.email, one.language)) for one in rows]
    post_all(kind, letters, occurrence="1", at=at)
    for one in rows:
        db.session.delete(one)
    db.session.flush()


def _put_out(
    intents: dict[tuple[object, ...], int], at: datetime, expires: datetime | None, *, waits: bool
) -> None:
    """Put a message for each intent into the outbox, and wake somebody unless they wait."""
    state = State.SCHEDULED if waits else State.QUEUED
    outgoing = [
        {
            "intent_id": intent_id,
            "message_id": _message_id(key),
            "state": state,
            "next_at": at,
            "expires_at": expires,
        }
        for key, intent_id in intents.items()
    ]
    db.session.execute(insert(Outgoing), outgoing)
    if not waits:
        after_commit(nudge)


def cancel(
    kind: str, *, subject: tuple[str, int], at: datetime, occurrence: str | None = None
) -> int:
    """Take back the letters of ``kind`` about ``subject`` that have not left; return how many.

    Without ``occurrence`` all of them. One that a worker holds is stopped before its final dot.
    """
    asked = select(Intent.id).where(
        Intent.kind == kind,
        Intent.subject_type == subject[0],
        Intent.subject_id == subject[1],
        Intent.cancelled_at.is_(None),
    )
    if occurrence is not None:
        asked = asked.where(Intent.occurrence == occurrence)
    stopped = db.session.scalars(
        update(Outgoing)
        .where(Outgoing.intent_id.in_(asked), Outgoing.state.in_(NOT_LEFT))
        .values(state=State.WITHHELD, last_error="cancelled")
        .returning(Outgoing.intent_id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.execute(
        update(Intent)
        .where(Intent.id.in_(stopped))
        .values(cancelled_at=at)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    return len(stopped)


def release(email: str, *, at: datetime) -> int:
    """Take an address out of quarantine and queue what was held back; return how many letters."""
    health = db.session.get(AddressHealth, address_hash(email))
    if health:
        health.hard_bounces, health.quarantined_at = 0, None
    held_back = [
        outgoing
        for outgoing in db.session.scalars(
            select(Outgoing).where(Outgoing.state == State.SUPPRESSED).with_for_update()
        )
        if address_hash(outgoing.to_addr) == address_hash(email)
    ]
    for outgoing in held_back:
        outgoing.state, outgoing.next_at = State.QUEUED, at
    after_commit(nudge)
    return len(held_back)


def nudge_with(app: Flask, call: Callable[[], bool]) -> None:
    """Have ``call`` wake a worker after each commit that posted something; it says if it could."""
    app.extensions["mail_nudge"] = call


def nudge() -> bool:
    """Wake a worker; return whether there was somebody to wake."""
    call = current_app.extensions.get("mail_nudge")
    return call is not None and call()


def recipient(person: Addressee) -> str:
    """Return who ``person`` is for the key: her id, or for a stranger the hash of her address."""
    if person.id is not None:
        return f"person:{person.id}"
    return f"address:{address_hash(person.email)}"


def address_hash(email: str) -> str:
    """Return the hash by which an address is known."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()


def _message_id(key: tuple[object, ...]) -> str:
    """Return a name that is the same for the same letter, and that nobody else can make."""
    settings: Settings = current_app.extensions["settings"]
    words = "\0".join(str(part) for part in key)
    digest = hmac.new(settings.secret_key.encode(), words.encode(), hashlib.sha256).hexdigest()
    return f"<{digest[:40]}@{settings.mail_from.rpartition('@')[2]}>"
