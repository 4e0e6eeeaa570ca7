"""Removing what no row names any more.

A file is stored before its row is written, so a file without a row may be one whose row comes. It
is safe: what came less than seven days ago stays, and a file that comes again counts as new, also
if it lay here unnamed for years (see `turin.storage.stores.FRESH`). So there may be six days
between storing and naming; who takes longer stores the file again.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from sqlalchemy import delete

from turin.db import db, transaction
from turin.storage.files import stores
from turin.storage.models import StoredFile
from turin.storage.named import among
from turin.storage.stores import Kept, Store

log = logging.getLogger(__name__)
KEPT = timedelta(days=7)
AT_ONCE = 500  # files that the database is asked about
T = TypeVar("T")


def remove_unused(at: datetime) -> int:
    """Remove the files that nothing names and that came seven days ago or before; say how many.

    Opens its own transaction: going through a store may take minutes.
    """
    before = at - KEPT
    removed: set[str] = set()
    for store in stores():
        store.tidy(before=before)
        for old in _old(store, before):
            unnamed = {one.sha256 for one in old} - among([one.sha256 for one in old])
            removed |= {one for one in unnamed if store.remove(one, before=before)}
    if removed:
        log.info("%s stored files that nothing named were removed", len(removed))
    with transaction():
        for some in _some(iter(sorted(removed))):
            db.session.execute(delete(StoredFile).where(StoredFile.sha256.in_(some)))
    return len(removed)


def _old(store: Store, before: datetime) -> Iterator[list[Kept]]:
    return _some(one for one in store.all() if one.at < before)


def _some(every: Iterator[T]) -> Iterator[list[T]]:
    while some := list(islice(every, AT_ONCE)):
        yield some
