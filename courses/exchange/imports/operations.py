"""Keeping what was sent for an hour, opening it again, and forgetting it."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from werkzeug.exceptions import NotFound

from courses.activities import access
from courses.activities.models import Activity
from courses.exchange.imports.models import ImportFile, Kind
from turin import audit
from turin.access import Permission
from turin.db import db
from turin.people.factors import sealing
from turin.people.models import Person

LASTS = timedelta(hours=1)
MAY = {Kind.TRAINERS: Permission.ADMINISTER}  # it lets people in; others are for all who plan


class Opened(NamedTuple):
    """A sheet that is kept, and what is in it: nothing, once it was imported."""

    file: ImportFile
    content: bytes


def may(person: Person, kind: Kind) -> bool:
    """Whether ``person`` may import what a sheet of ``kind`` tells of."""
    return person.may(MAY.get(kind, Permission.RUN_ACTIVITIES))


def keep(
    content: bytes,
    kind: Kind,
    activity: Activity | None,
    *,
    pasted: bool,
    by: Person,
    at: datetime,
) -> ImportFile:
    """Keep what ``by`` sent, sealed, so that what is imported is what she looked at."""
    digest = hashlib.sha256(content).hexdigest()
    file = ImportFile(
        person_id=by.id,
        kind=kind,
        activity=activity,
        digest=digest,
        sealed=sealing.sealed(base64.b64encode(content).decode(), _mark(by.id, digest)),
        pasted=pasted,
        sent_at=at,
    )
    db.session.add(file)
    db.session.flush()
    return file


def opened(number: int, *, by: Person, at: datetime, lock: bool = False) -> Opened:
    """Return what ``by`` sent within the hour. Raises NotFound for anybody else's, or later.

    So too if she may no longer import it, or the secret key under which it was sealed is gone.
    """
    wanted = select(ImportFile).where(ImportFile.id == number, ImportFile.person_id == by.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    file = db.session.scalar(wanted)
    if file is None or file.sent_at <= at - LASTS or not may(by, file.kind):
        raise NotFound
    if file.activity is not None and not access.runs(by, file.activity):
        raise NotFound
    if file.done_at is not None:
        return Opened(file, b"")
    try:
        content = base64.b64decode(sealing.opened(file.sealed, _mark(by.id, file.digest)))
    except sealing.Unreadable as gone:
        raise NotFound from gone
    return Opened(file, content)


def note_done(file: ImportFile, rows: int, *, by: Person, at: datetime) -> None:
    """Note that it was imported, and forget what was in it: it is never imported twice."""
    file.done_at, file.sealed = at, ""
    db.session.flush()
    kind, digest = file.kind.value, file.digest
    audit.record("exchange.imported", file, by=by, at=at, kind=kind, rows=rows, digest=digest)


def forget(at: datetime) -> None:
    """Delete what was sent more than an hour ago."""
    db.session.execute(delete(ImportFile).where(ImportFile.sent_at <= at - LASTS))


def _mark(person: int, digest: str) -> str:
    return f"import_file|sealed|{person}|{digest}"
