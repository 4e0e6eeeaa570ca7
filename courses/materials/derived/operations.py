"""Having something made of a file, keeping what came of it, and trying again."""

from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import delete, exists, select

from courses.materials.derived import queries
from courses.materials.derived.models import PASSING, SOUND, DerivedFile, Kind, Reason, State
from courses.materials.models import MaterialFile
from turin import audit, jobs, storage
from turin.db import db
from turin.db.insert import insert_new
from turin.people.models import Person

DERIVE = "materials.derive"
MOST_ATTEMPTS = 2
LEFT = timedelta(minutes=10)
KINDS = {
    "pdf": (Kind.PICTURE, Kind.CONTENTS, Kind.TEXT, Kind.LIGHT),
    "docx": (Kind.TEXT,),
} | dict.fromkeys(SOUND, (Kind.LIGHT,))


class Begun(Enum):
    """What came of beginning an attempt."""

    TRYING = auto()
    GIVEN_UP = auto()  # now, after too many attempts
    SETTLED = auto()  # before, by somebody else


def derive(file: MaterialFile, *, at: datetime) -> None:
    """Have made of ``file`` what its format allows, once for all files of the same content.

    Whoever attaches a file to a translation calls this, in the same transaction.
    """
    asked = [
        {
            "source": file.sha256,
            "kind": kind,
            "format": file.format,
            "language": file.translation.language,
            "state": State.WAITING,
            "reason": Reason.NONE,
            "attempts": 0,
            "details": {},
            "asked_at": at,
        }
        for kind in KINDS.get(file.format, ())
    ]
    if insert_new(DerivedFile, ("source", "kind"), asked):
        _start(file.sha256, by=None, at=at)


def begin(derived_id: int) -> Begun:
    """Count an attempt, before it is made: whatever kills the worker has then been counted.

    There is none if another has settled it, and after too many it is settled here.
    """
    one = _locked(derived_id)
    if one is None or one.settled:
        return Begun.SETTLED
    if one.attempts >= MOST_ATTEMPTS:
        _settle(one, State.NOT_POSSIBLE, Reason.TOO_HEAVY)
        return Begun.GIVEN_UP
    one.attempts += 1
    one.state = State.FAILED  # until it says otherwise
    db.session.flush()
    return Begun.TRYING


def keep(
    derived_id: int, details: dict[str, Any], stored: storage.Stored | None, *, at: datetime
) -> bool:
    """Keep what was made; return whether it was: not if another worker was faster."""
    one = _locked(derived_id)
    if one is None or one.settled:
        return False
    if stored:
        one.sha256, one.size = stored.sha256, stored.size
    one.made_at, one.details = at, details
    _settle(one, State.MADE, Reason.NONE)
    return True


def refuse(derived_id: int, reason: Reason, details: dict[str, Any]) -> bool:
    """Note that it cannot be made, and why; return whether it was: see `keep`."""
    one = _locked(derived_id)
    if one is None or one.settled:
        return False
    one.details = details
    _settle(one, State.NOT_POSSIBLE, reason)
    return True


def try_again(source: str, *, by: Person, at: datetime) -> int:
    """Have made what the server could not make of a stored file; return how much that is."""
    lost = list(
        db.session.scalars(
            select(DerivedFile)
            .where(DerivedFile.source == source, DerivedFile.state == State.NOT_POSSIBLE)
            .where(DerivedFile.reason.in_(PASSING))
            .order_by(DerivedFile.id)
            .with_for_update()
        )
    )
    for one in lost:
        one.attempts = 0
        _settle(one, State.WAITING, Reason.NONE)
    if lost:
        audit.record("materials.derived_again", lost[0], by=by, at=at, kinds=len(lost))
        _start(source, by=by, at=at)
    return len(lost)


def resume(at: datetime) -> None:
    """Take up what is left of work that broke off for good, or was asked for as it ended."""
    left = (
        select(DerivedFile.source)
        .where(queries.UNSETTLED, DerivedFile.asked_at < at - LEFT)
        .distinct()
        .order_by(DerivedFile.source)
        .limit(100)
    )
    for source in db.session.scalars(left):
        _start(source, by=None, at=at)


def forget(_at: datetime) -> None:
    """Delete what was made, or asked for, of files that no translation has any more."""
    held = exists().where(MaterialFile.sha256 == DerivedFile.source)
    gone = list(db.session.scalars(select(DerivedFile.id).where(~held)))
    db.session.execute(delete(DerivedFile).where(DerivedFile.id.in_(gone)))
    jobs.withdraw(DERIVE, ("derived_file", gone))


def _locked(derived_id: int) -> DerivedFile | None:
    return db.session.get(DerivedFile, derived_id, with_for_update=True, populate_existing=True)


def _settle(one: DerivedFile, state: State, reason: Reason) -> None:
    one.state, one.reason = state, reason
    db.session.flush()


def _start(source: str, *, by: Person | None, at: datetime) -> None:
    """Have a worker make what is not settled of a file; its first row stands for it."""
    rows = queries.of_source(source)
    total = sum(not one.settled for one in rows)
    jobs.start(DERIVE, ("derived_file", rows[0].id), total=total, by=by, at=at)
