"""What happens to a file on its way in: it is begun, gets on, is settled, claimed or forgotten."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import Select, delete, select

from turin import audit
from turin.db import after_commit, db, locks
from turin.people.models import Person
from turin.uploads import parts, queries
from turin.uploads.gate import checking, formats, inspecting
from turin.uploads.gate.names import bare_name
from turin.uploads.gate.refusals import FileRefused, TooLarge
from turin.uploads.models import State, Upload
from turin.uploads.refusals import NotThere, TooManyWaiting, TooMuchWaiting
from turin.uploads.settling import Verdict

MOST_WAITING = 60  # files of one person that nothing has claimed
MOST_OCTETS = 3_000_000_000  # of these together
WAITS = timedelta(days=7)  # for the next part, being read why it was refused, leaving the store
KEPT = timedelta(days=30)  # for being claimed
UNDER_WAY = timedelta(hours=1)  # in which a row comes that is written in one go with its parts
LONGEST_NAME = 255


class Claimed(NamedTuple):
    """A file that a capability now answers for; ``name`` is as it may be offered."""

    name: str
    format: str
    size: int
    pages: int | None
    seconds: int | None
    sha256: str


def begin(name: str, size: int, mark: str, *, by: Person, at: datetime) -> Upload:
    """Return where ``by`` sends a file of ``size`` octets: anew, or what is here of it.

    Raises TooLarge, TooManyWaiting or TooMuchWaiting.
    """
    locks.lock_word(f"uploads of {by.id}")  # so that two windows begin the same file once
    name = bare_name(name)[-LONGEST_NAME:] or "file"
    if found := queries.begun(by, name, size, mark):
        return found
    if size > formats.MOST:
        raise TooLarge(format="", most=formats.MOST)
    number, octets = queries.weight(by)
    if number >= MOST_WAITING:
        raise TooManyWaiting(most=MOST_WAITING)
    if octets + size > MOST_OCTETS:
        raise TooMuchWaiting(most=MOST_OCTETS)
    made = Upload(
        person_id=by.id, name=name, size=size, mark=mark, created_at=at, expires_at=at + WAITS
    )
    db.session.add(made)
    db.session.flush()
    if not size:
        made.state = State.WHOLE
    return made


def received(upload: Upload) -> int:
    """Return how many octets of it are here for certain."""
    if upload.state is not State.COMING:
        return upload.received
    return min(upload.received, parts.held(upload.id))


def append(upload: Upload, offset: int, content: bytes, *, at: datetime) -> bool:
    """Add a part of a locked upload, and return whether it fits what is here.

    It does if it begins where the last one ended, or if all of it is here: one that is sent again
    does no harm. A file that begins as none that we take is refused at once.
    """
    here = received(upload)
    if offset + len(content) <= here:
        return True
    if upload.state is not State.COMING or offset != here or offset + len(content) > upload.size:
        return False
    if offset == 0:
        try:
            inspecting.first_look(content, upload.size)
        except FileRefused as refused:
            _refuse(upload, refused, at)
            return True
    parts.write(upload.id, offset, content)
    upload.received = offset + len(content)
    upload.expires_at = at + WAITS
    if upload.received == upload.size:
        upload.state = State.WHOLE
    db.session.flush()
    return True


def settle(upload: Upload, verdict: Verdict, *, by: Person, at: datetime) -> None:
    """Note of a locked upload what was found in it; whoever comes second changes nothing."""
    if upload.state is not State.WHOLE:
        return
    if verdict.refused is not None:
        _refuse(upload, verdict.refused, at)
        return
    found, stored = verdict.taken()
    upload.state, upload.sha256 = State.TAKEN, stored.sha256
    upload.name, upload.format = found.name, found.format
    upload.pages, upload.seconds = found.pages, found.seconds
    upload.expires_at = at + KEPT
    db.session.flush()
    after_commit(partial(parts.forget, upload.id))
    audit.record("uploads.taken", upload, by=by, at=at, format=found.format, sha256=stored.sha256)


def _refuse(upload: Upload, refused: FileRefused, at: datetime) -> None:
    upload.state = State.REFUSED
    upload.refused, upload.facts = type(refused).__name__, refused.facts
    upload.expires_at = at + WAITS
    db.session.flush()
    after_commit(partial(parts.forget, upload.id))


def why_refused(upload: Upload) -> FileRefused:
    """Return the refusal that a row notes."""
    return checking.refusal(upload.refused, upload.facts)


def claim(numbers: Collection[int], *, sent_by: Select[int], at: datetime) -> list[Claimed]:
    """Hand over files, in the order of ``numbers``, to whoever uses them.

    They are claimed once: who comes second, or names one that was not taken or that none of those
    sent whose numbers ``sent_by`` finds, gets NotThere, and nothing is claimed. From then on the
    claimer's own rows point to what is stored.
    """
    query = (
        select(Upload)
        .where(Upload.id.in_(numbers), Upload.person_id.in_(sent_by))
        .order_by(Upload.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = {one.id: one for one in db.session.scalars(query)}
    if len(found) < len(set(numbers)) or not all(_free(one) for one in found.values()):
        raise NotThere
    for one in found.values():
        one.claimed_at = at
    db.session.flush()
    return [_claimed(found[number]) for number in dict.fromkeys(numbers)]


def _free(upload: Upload) -> bool:
    return upload.state is State.TAKEN and upload.claimed_at is None


def _claimed(one: Upload) -> Claimed:
    return Claimed(one.name, one.format, one.size, one.pages, one.seconds, one.sha256 or "")


def remove(upload: Upload, *, by: Person, at: datetime) -> None:
    """Forget a file that is not used. What was stored goes once nothing else points to it.

    As long as the store may still hold it, its size stays, so that it counts for what is hers here.
    """
    audit.record("uploads.removed", upload, by=by, at=at)
    after_commit(partial(parts.forget, upload.id))
    if upload.state in {State.WHOLE, State.TAKEN}:
        upload.state, upload.name, upload.sha256 = State.TAKEN, "", None
        upload.claimed_at, upload.expires_at = at, at + WAITS
    else:
        db.session.delete(upload)
    db.session.flush()


def forget(at: datetime) -> None:
    """Delete what was not finished, used or read in time, and parts that belong to nothing.

    What waits for the scanner stays: it is not for want of her doing that it is not there.
    """
    over = Upload.expires_at <= at
    db.session.execute(delete(Upload).where(over, Upload.state != State.WHOLE))
    there = parts.numbers(before=at - UNDER_WAY)
    gone = there - queries.alive(there)
    if gone:
        after_commit(partial(parts.forget, *sorted(gone)))
