"""Finding packs."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from courses.materials.models import Edition, MaterialFile, Translation
from courses.materials.packs.models import Pack, PackEntry, PackPart
from turin.db import db
from turin.jobs.models import Job

MAKE = "materials.pack"
WHOSE = (
    selectinload(Pack.entries)
    .joinedload(PackEntry.file)
    .joinedload(MaterialFile.translation)
    .joinedload(Translation.edition)
    .joinedload(Edition.work)
)


def pack(key: str) -> Pack | None:
    """Return the pack of that key, with its entries and their works."""
    query = select(Pack).options(WHOSE, selectinload(Pack.parts)).where(Pack.key == key)
    return db.session.scalar(query)


def parts(prefix: str, name: str) -> list[PackPart]:
    """Return the parts whose hash starts with ``prefix`` and that are called ``name``."""
    query = (
        select(PackPart)
        .join(PackPart.pack)
        .options(contains_eager(PackPart.pack).options(WHOSE))
        .where(PackPart.sha256.startswith(prefix, autoescape=True), PackPart.name == name)
        .order_by(PackPart.pack_id)
    )
    return list(db.session.scalars(query))


def files(pack: Pack) -> list[MaterialFile] | None:
    """Return the files that are in a pack; None if one of them is no longer in the library."""
    found = [entry.file for entry in pack.entries if entry.file is not None]
    return found if len(found) == len(pack.entries) else None


def job(pack: Pack) -> Job | None:
    """Return the work that makes or made a pack, the newest."""
    query = (
        select(Job)
        .options(joinedload(Job.errors))
        .where(Job.kind == MAKE, Job.subject_type == "pack", Job.subject_id == pack.id)
        .order_by(Job.id.desc())
        .limit(1)
    )
    return db.session.scalars(query).unique().one_or_none()


def size_of_all() -> int:
    """Return how many octets the documents of all packs have."""
    return db.session.scalar(select(func.coalesce(func.sum(PackEntry.size), 0))) or 0


def unused(since: datetime) -> list[tuple[int, int]]:
    """Return the id and the octets of packs that nobody has used since then, the oldest first."""
    query = (
        select(Pack.id, func.sum(PackEntry.size))
        .join(Pack.entries)
        .where(Pack.used_at < since)
        .group_by(Pack.id, Pack.used_at)
        .order_by(Pack.used_at, Pack.id)
    )
    return [(pack_id, size) for pack_id, size in db.session.execute(query)]
