"""Making a backup: first the database, in one moment, then the files, which never change."""

import shutil
from datetime import datetime
from pathlib import Path

from flask import current_app

from turin.backup import manifest
from turin.backup.engines import ENGINES
from turin.config import Settings
from turin.db import db
from turin.db.schema import applied

UNFINISHED = ".unfinished"


def make(folder: Path, at: datetime) -> Path:
    """Copy the whole site into a new folder inside ``folder``, and return that.

    It has its name only once all is in it. Raises one of `engines.TROUBLE`.
    """
    settings: Settings = current_app.extensions["settings"]
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
            files=_copy_files(settings.files, half / "files"),
            seal=manifest.seal(at),
        )
        told.write(half)
        return half.rename(folder / name)
    except BaseException:
        shutil.rmtree(half)
        raise


def _copy_files(source: Path, to: Path) -> int:
    """Copy what is stored; half files, which have no hash for a name, are still being written."""
    to.mkdir()
    number = 0
    for file in source.glob("??/" + "[0-9a-f]" * 64):
        (to / file.parent.name).mkdir(exist_ok=True)
        shutil.copy2(file, to / file.parent.name / file.name)
        number += 1
    return number
