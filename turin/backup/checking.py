"""Checking a backup by opening it: only one that was opened is one."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, func, select

from turin.backup import manifest
from turin.backup.engines import ENGINES
from turin.db import Base, db
from turin.db.schema import applied, newest
from turin.people.factors.sealing import Unreadable, opened
from turin.storage.files import everywhere
from turin.storage.folder import Folder
from turin.storage.named import columns
from turin.storage.stores import Store

SEALED = "sealed_"  # a column whose name begins so is sealed under the secret key


def faults(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Restore the backup in ``folder`` aside, and say in a sentence each thing that is wrong.

    Looked at are the schema, the database's own checks, the rows of each table against the
    manifest, every copied file against its hash, every file that a row names, the key, and every
    secret that was sealed under it; ``say`` is told how many of them open. Raises one of
    `engines.TROUBLE` if it cannot be restored at all, and what `manifest.read` does.
    """
    told = manifest.read(folder)
    engine = ENGINES[told.engine](db.engine.url)
    with engine.opened(folder / engine.file) as copy:
        yield from engine.faults(copy)
        yield from _schema(copy, told.schema)
        yield from _counts(copy, told.counts)
        yield from _named_files(copy, None if told.files is None else Folder(folder / "files"))
        yield from _secrets(copy, say)
    if told.files is None:
        say("files were not copied; looked for was where this site has them")
    else:
        yield from _stored_files(Folder(folder / "files"), told.files)
    if not manifest.opens(told.seal):
        yield "the secret key of this site is not the one of the site that was copied"


def _schema(copy: Connection, told: str) -> Iterator[str]:
    found = applied(copy)
    if found != told:
        yield f"the schema is {found}, the manifest says {told}"
    if found != newest():
        yield f"the schema is {found}, this program needs {newest()}: migrate after restoring"


def _counts(copy: Connection, told: dict[str, int]) -> Iterator[str]:
    found = MetaData()
    found.reflect(copy)
    for name in sorted(told.keys() | found.tables.keys()):
        table = found.tables.get(name)
        rows = None if table is None else _rows(copy, table)
        if rows != told.get(name):
            yield f"{name}: {rows} rows, the manifest says {told.get(name)}"


def _rows(copy: Connection, table: Table) -> int:
    return copy.scalar(select(func.count()).select_from(table)) or 0


def _named_files(copy: Connection, files: Folder | None) -> Iterator[str]:
    """Look whether each file that a row names is among the copied, or else in the site's stores."""
    places: Collection[Store] = [files] if files else everywhere()
    for one in columns(copy):
        named = select(one).where(one.is_not(None)).distinct().order_by(one)
        for digest in copy.scalars(named):
            if not any(place.kept(digest) for place in places):
                yield f"{one.table}: the file {digest} is not there"


def _secrets(copy: Connection, say: Callable[[str], None]) -> Iterator[str]:
    """Open every secret as the restored site would. Nobody is named, but by the number of a row."""
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            if not column.name.startswith(SEALED):
                continue
            (key,) = table.primary_key
            rows = copy.execute(select(key, column).order_by(key)).all()
            lost = [row for row, box in rows if not _opens(box, f"{table}|{column.name}|{row}")]
            say(f"{table}: {len(rows) - len(lost)} of {len(rows)} sealed secrets open")
            if lost:
                which = ", ".join(map(str, lost))
                yield f"{table}: this site's key does not open those of {key.name} {which}"


def _opens(box: str, belongs_to: str) -> bool:
    try:
        opened(box, belongs_to)
    except Unreadable:
        return False
    return True


def _stored_files(files: Folder, told: int) -> Iterator[str]:
    found = sorted(one.sha256 for one in files.all())
    if len(found) != told:
        yield f"{len(found)} stored files, the manifest says {told}"
    for digest in found:
        with files.path(digest).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != digest:
                yield f"the file {digest} is not what was stored"
