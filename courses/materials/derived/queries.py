"""What has been made of which file."""

from collections.abc import Iterable

from sqlalchemy import select

from courses.materials.derived.models import DerivedFile, Kind, State
from courses.materials.models import MaterialFile, Work
from turin.db import db

UNSETTLED = DerivedFile.state.in_([State.WAITING, State.FAILED])


def file(file_id: int) -> MaterialFile | None:
    """Return a file, if it is still there."""
    return db.session.get(MaterialFile, file_id)


def of_source(source: str) -> list[DerivedFile]:
    """Return all that is known of a stored file, the oldest first."""
    rows = select(DerivedFile).where(DerivedFile.source == source).order_by(DerivedFile.id)
    return list(db.session.scalars(rows))


def to_make(derived_id: int) -> list[DerivedFile]:
    """Return what is still to be made of the file that the row ``derived_id`` is of."""
    source = select(DerivedFile.source).where(DerivedFile.id == derived_id)
    rows = select(DerivedFile).where(DerivedFile.source.in_(source), UNSETTLED)
    return list(db.session.scalars(rows.order_by(DerivedFile.id)))


def of_files(files: Iterable[MaterialFile]) -> dict[str, dict[Kind, DerivedFile]]:
    """Return what is known of each of ``files``, by its hash and by kind."""
    hashes = sorted({file.sha256 for file in files})
    found: dict[str, dict[Kind, DerivedFile]] = {one: {} for one in hashes}
    rows = select(DerivedFile).where(DerivedFile.source.in_(hashes)).order_by(DerivedFile.id)
    for row in db.session.scalars(rows):
        found[row.source][row.kind] = row
    return found


def lighter(works: Iterable[Work]) -> dict[str, DerivedFile]:
    """Return the lighter files that were made of those of ``works``, by the hash of each source."""
    sources = {
        file.sha256
        for work in works
        for edition in work.editions
        for translation in edition.translations
        for file in translation.files
    }
    rows = select(DerivedFile).where(
        DerivedFile.source.in_(sources),
        DerivedFile.kind == Kind.LIGHT,
        DerivedFile.state == State.MADE,
    )
    return {row.source: row for row in db.session.scalars(rows)}


def made(source: str, kind: Kind) -> DerivedFile | None:
    """Return what was made of that kind, if it was."""
    return db.session.scalars(
        select(DerivedFile).where(
            DerivedFile.source == source,
            DerivedFile.kind == kind,
            DerivedFile.state == State.MADE,
        )
    ).one_or_none()


def made_as(source: str, prefix: str) -> DerivedFile | None:
    """Return the picture or the lighter file of a stored file by the first letters of its hash."""
    rows = select(DerivedFile).where(
        DerivedFile.source == source,
        DerivedFile.kind.in_([Kind.PICTURE, Kind.LIGHT]),
        DerivedFile.sha256.startswith(prefix, autoescape=True),
    )
    return db.session.scalars(rows.order_by(DerivedFile.id)).first()
