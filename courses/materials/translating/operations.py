"""Taking in what came back. A deed runs in its caller's transaction and never commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from courses.materials import incoming, rules
from courses.materials.derived.operations import derive
from courses.materials.incoming import Incoming
from courses.materials.keeping.operations.files import free_name
from courses.materials.keeping.operations.works import reindex
from courses.materials.library.waiting import tell_who_waits
from courses.materials.models import (
    Licence,
    MaterialFile,
    Translation,
    TranslationChange,
    Work,
)
from courses.materials.translating import refusals
from courses.materials.translating.plans import Choice, Line, Plan, look
from courses.materials.translating.references import understood
from turin import audit
from turin.db import db
from turin.people.models import Person


def take_in(
    files: Sequence[Incoming],
    choices: Mapping[str, Choice],
    seen: str,
    *,
    by: Person,
    at: datetime,
) -> int:
    """Do with ``files`` what the dry run ``seen`` has told, and return with how many.

    Those that are left out wait on. Raises PlanChanged if something else would become of the
    others by now, or nothing can.
    """
    _lock(files, choices)
    plan = look(files, choices)
    if not plan.ready or plan.told != seen:
        raise refusals.PlanChanged
    incoming.claim([line.file for line in plan.meant], by=by, at=at)
    for line in plan.work:
        _take(line, by=by, at=at)
    for work in _works(plan):
        work.example = False
        reindex(work)
    return len(plan.work)


def _lock(files: Sequence[Incoming], choices: Mapping[str, Choice]) -> None:
    """Lock all works that the files are of, always in the same order."""
    names = [(choices.get(one.token) or Choice()).named or one.name for one in files]
    keys = {named.key for named in map(understood, names) if named}
    query = select(Work.id).where(Work.key.in_(keys)).order_by(Work.id)
    db.session.scalars(query.with_for_update()).all()


def _works(plan: Plan) -> list[Work]:
    works = {line.edition.work for line in plan.work if line.edition}
    return sorted(works, key=lambda work: work.key)


def _take(line: Line, *, by: Person, at: datetime) -> None:
    translation = _translation(line)
    if line.version > translation.version:
        _raise_version(translation, line, at)
    translation.state = line.state
    if line.source is not None and (line.made_of or translation.derived_from is None):
        translation.derived_from = line.source
        translation.derived_version = line.made_of or line.source.version
    file = _file(translation, line, at)
    db.session.flush()
    derive(file, at=at)
    tell_who_waits(translation, at=at)
    facts = {"language": translation.language, "name": file.name, "version": file.version}
    facts |= {"state": translation.state.value, "sha256": file.sha256}
    work = translation.edition.work
    audit.record("materials.taken_in", translation, by=by, at=at, part_of=work, **facts)


def _translation(line: Line) -> Translation:
    """Return the one that the file is of, begun now if nobody had."""
    edition, named = line.edition, line.named
    if edition is None or named is None:
        raise refusals.PlanChanged
    for one in edition.translations:  # another file of the same may just have begun it
        if one.language == named.language:
            return one
    translation = Translation(language=named.language, version=1, state=line.state)
    edition.translations.append(translation)
    db.session.flush()
    return translation


def _raise_version(translation: Translation, line: Line, at: datetime) -> None:
    """Give it a new version that says what was new in its source, for who translates it further."""
    made_of = line.made_of or translation.derived_version or 1
    news = [one.what for one in rules.missed(translation) if one.version <= made_of]
    translation.version = line.version
    change = TranslationChange(
        version=line.version, what="\n".join(news) or line.file.name, changed_at=at
    )
    translation.changes.append(change)


def _file(translation: Translation, line: Line, at: datetime) -> MaterialFile:
    """Return the row of the file, under the licence of what it replaces."""
    old = next((one for one in line.replaces if one.format == line.file.format), None)
    old = old or next(iter(line.replaces), None)
    edition = translation.edition
    name = f"{edition.work.key}-{edition.position + 1}-{translation.language}.{line.file.format}"
    file = MaterialFile(
        position=max((one.position for one in translation.files), default=-1) + 1,
        version=line.version,
        format=line.file.format,
        name=free_name(translation, name),
        sha256=line.file.sha256,
        size=line.file.size,
        pages=line.file.pages,
        duration=line.file.seconds,
        licence=old.licence if old else Licence.UNKNOWN,
        attribution=old.attribution if old else "",
        added_at=at,
    )
    translation.files.append(file)
    return file
