"""Looking at stored files again: some every night, those first that nobody has for longest.

What was damaged is looked at every night, so that it is known when it was mended.
"""

import errno
import logging
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app
from sqlalchemy import Select, func, select

from turin.db import db, transaction
from turin.storage.files import hash_of, opened, store_file, stores
from turin.storage.models import Damage, StoredFile
from turin.storage.named import named
from turin.storage.stores import DESK, FOREVER, Gone

log = logging.getLogger(__name__)
A_NIGHT = 4 << 30  # octets; 100 GB are so looked at once a month
MOST = 20_000  # files of a night
AT_ONCE = 200  # files noted together
ENOUGH = 50  # files in succession that cannot be looked at: their store is away
# What this machine is short of says nothing of a file.
SHORT = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def check(at: datetime, octets: int = A_NIGHT) -> list[StoredFile]:
    """Read files until so many ``octets`` are read, and return those that are damaged.

    Damage is logged and noted; what is whole again is noted too. So is what the disk cannot read.
    A file of which its store tells nothing is logged alone, and the others are looked at. Opens its
    own transactions.
    """
    reading = iter(_read(db.session.scalars(_longest_unseen()).all(), at, octets))
    damaged = []
    while some := list(islice(reading, AT_ONCE)):
        with transaction():
            damaged += [one for one in map(_noted, some) if one.damage]
    return damaged


def damaged() -> list[StoredFile]:
    """Return the files that were damaged when they were last looked at."""
    query = select(StoredFile).where(StoredFile.damaged_at.is_not(None))
    return list(db.session.scalars(query.order_by(StoredFile.damaged_at, StoredFile.sha256)))


def damaged_number() -> int:
    """Return how many those are."""
    query = select(func.count()).where(StoredFile.damaged_at.is_not(None))
    return db.session.scalar(query) or 0


def mend(sha256: str, copy: Path, at: datetime) -> bool:
    """Put a copy in the place of a damaged file; False if it is none of it."""
    if not copy.is_file():
        return False
    with copy.open("rb") as file:
        if hash_of(file) != sha256:
            return False
    desk = current_app.extensions["settings"].instance
    with NamedTemporaryFile(dir=desk, prefix=DESK) as new:
        shutil.copyfile(copy, new.name)
        for store in stores():
            store.remove(sha256, before=FOREVER)
        stored = store_file(Path(new.name))
    with transaction():
        _noted(StoredFile(sha256=sha256, size=stored.size, checked_at=at, damage=None))
    return True


def _longest_unseen() -> Select[str]:
    """Return the query of the files to look at: the damaged, the new, then the others by age."""
    files = named(db.session.connection()).subquery()
    return (
        select(files.c.sha256)
        .outerjoin(StoredFile, StoredFile.sha256 == files.c.sha256)
        .order_by(
            StoredFile.damaged_at.is_(None), StoredFile.checked_at.nulls_first(), files.c.sha256
        )
        .limit(MOST)
    )


def _read(hashes: Iterable[str], at: datetime, octets: int) -> Iterator[StoredFile]:
    """Look at each file until enough was read, or nothing is to be had any more."""
    failed = 0
    for sha256 in hashes:
        if octets <= 0 or failed == ENOUGH:
            return
        try:
            one = _looked_at(sha256, at)
        except Exception:
            log.exception("a stored file could not be looked at: %s", sha256)
            failed += 1
            continue
        failed = 0
        octets -= one.size
        yield one


def _looked_at(sha256: str, at: datetime) -> StoredFile:
    size, damage = 0, None
    try:
        with opened(sha256) as file:
            damage = None if hash_of(file) == sha256 else Damage.CHANGED
            size = file.tell()
    except Gone:
        damage = Damage.GONE
    except OSError as error:
        if error.errno in SHORT:
            raise
        log.exception("a stored file cannot be read: %s", sha256)
        damage = Damage.CHANGED
    return StoredFile(sha256=sha256, size=size, checked_at=at, damage=damage)


def _noted(seen: StoredFile) -> StoredFile:
    """Write down what was seen; damage is dated by its first night."""
    before = db.session.get(StoredFile, seen.sha256)
    seen.damaged_at = None
    if seen.damage:
        log.error("a stored file is damaged: %s is %s", seen.sha256, seen.damage)
        seen.damaged_at = (before and before.damaged_at) or seen.checked_at
    return db.session.merge(seen)
