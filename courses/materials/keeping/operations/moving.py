"""A source moves on, and what was made from it catches up."""

from datetime import datetime

from courses.materials import rules as library
from courses.materials.keeping import rules
from courses.materials.models import Translation, TranslationChange
from turin import audit
from turin.db import db, locks
from turin.people.models import Person


def move_on(translation: Translation, what: str, *, by: Person, at: datetime) -> None:
    """Raise its version and say ``what`` has changed: all that was made from it is stale then."""
    work = locks.locked(translation.edition.work)
    locks.locked(translation)
    translation.version += 1
    translation.changes.append(
        TranslationChange(version=translation.version, what=what, changed_at=at)
    )
    work.example = False
    db.session.flush()
    facts = {"language": translation.language, "version": translation.version, "what": what}
    audit.record("materials.moved_on", translation, by=by, at=at, part_of=work, **facts)


def caught_up(translation: Translation, *, by: Person, at: datetime) -> None:
    """Say that ``translation`` has all that its source has today. Raises NothingToCatchUp."""
    work = locks.locked(translation.edition.work)
    source = translation.derived_from
    if source is None or not library.is_stale(translation):
        raise rules.NothingToCatchUp
    translation.derived_version = source.version
    work.example = False
    db.session.flush()
    facts = {"language": translation.language, "version": source.version}
    audit.record("materials.caught_up", translation, by=by, at=at, part_of=work, **facts)
