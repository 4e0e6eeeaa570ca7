"""Removing what no row names any more.

A file is stored before its row is written, so a file without a row may be one whose row comes. It
is safe: what came less than seven days ago stays, and a file that comes again counts as new, also
if it lay here unnamed for years (see `turin.storage.stores.FRESH`). So there may be six days
between storing and naming; who takes longer stores the file again.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice

from flask import current_app
from sqlalchemy import delete

from turin.config import Settings
from turin.db import db, transaction
from turin.storage.files import stores
from turin.storage.models import StoredFile
from turin.storage.named import among, named
from turin.storage.stores import DESK, Kept

log = logging.getLogger(__name__)
KEPT = timedelta(days=7)
AT_ONCE = 500  # files that the database is asked about


def remove_unused(at: datetime) -> int:
    """Remove the files that nothing names and that came seven days ago or before; say how many.

    Opens its own transaction: going through a store may take minutes.
    """
    before = at - KEPT
    _clear_desk(before)
    removed = 0
    for store in stores():
        store.tidy(before=before)
        for old in _some(one for one in store.all() if one.at < before):
            unnamed = {one.sha256 for one in old} - among([one.sha256 for one in old])
            removed += sum(store.remove(one, before=before) for one in unnamed)
    if removed:
        log.info("%s stored files that nothing named were removed", removed)
    with transaction():  # what was seen of a file that nobody wants any more is no news
        wanted = named(db.session.connection())
        db.session.execute(delete(StoredFile).where(StoredFile.sha256.not_in(wanted)))
    return removed


def _clear_desk(before: datetime) -> None:
    """Remove what killed processes have left of packs, and of files that they were reading."""
    settings: Settings = current_app.extensions["settings"]
    for left in settings.instance.glob(f"{DESK}*"):
        with suppress(FileNotFoundError):  # its process was not killed, and has removed it
            if left.stat().st_mtime >= before.timestamp():
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def _some(every: Iterator[Kept]) -> Iterator[list[Kept]]:
    while some := list(islice(every, AT_ONCE)):
        yield some
