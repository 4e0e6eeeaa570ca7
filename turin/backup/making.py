"""Making a backup: first the database, in one moment, then the files, which never change."""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from turin.backup import manifest
from turin.backup.engines import ENGINES
from turin.db import db
from turin.db.schema import applied
from turin.storage.files import everywhere, opened
from turin.storage.folder import FOR_NGINX, Folder
from turin.storage.stores import Gone

UNFINISHED = ".unfinished"
A_BLOCK = 1 << 20  # octets


def make(folder: Path, at: datetime, *, files: bool = True) -> Path:
    """Copy the whole site into a new folder inside ``folder``, and return that.

    Without ``files`` they stay where they are, and the backup says so.

    It has its name only once all is in it. Raises one of `engines.TROUBLE`.
    """
    name = f"turin-{at:%Y%m%dT%H%M%SZ}"
    half = folder / (name + UNFINISHED)
    half.mkdir(parents=True, mode=0o700)
    try:
        engine = ENGINES[db.engine.dialect.name](db.engine.url)
        counts = engine.copy(half / engine.file)
        told = manifest.Manifest(
            made_at=at.isoformat(),
            engine=db.engine.dialect.name,
            schema=applied() or "",
            counts=counts,
            files=_copy_files(half / "files") if files else None,
            seal=manifest.seal(at),
        )
        told.write(half)
        return half.rename(folder / name)
    except BaseException:
        shutil.rmtree(half)
        raise


def _copy_files(to: Path) -> int:
    """Copy what is stored, wherever that is or goes; what is in two stores counts once."""
    copy, number = Folder(to), 0
    to.mkdir()
    for store in everywhere():
        for one in store.all():
            target = copy.path(one.sha256)
            if target.exists():
                continue
            target.parent.mkdir(exist_ok=True)
            with suppress(Gone), opened(one.sha256) as stored:  # removed since: unused
                with target.open("wb") as file:
                    shutil.copyfileobj(stored, file, A_BLOCK)
                target.chmod(FOR_NGINX)
                number += 1
    return number
