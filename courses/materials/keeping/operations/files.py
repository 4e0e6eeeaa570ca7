"""The files of a translation: added, described, and deleted where nothing needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.materials import incoming
from courses.materials.derived.operations import derive
from courses.materials.incoming import Incoming
from courses.materials.keeping import queries, rules
from courses.materials.library.waiting import tell_who_waits
from courses.materials.models import Licence, MaterialFile, Translation
from turin import audit
from turin.db import db, locks
from turin.people.models import Person

SAID = ("licence", "attribution")
LONGEST = 200  # letters of a name


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What others may do with a file, and whom they have to name."""

    licence: Licence
    attribution: str


def add_files(
    translation: Translation,
    sent: Sequence[Incoming],
    facts: FileFacts,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Add files to the version of now.

    Raises FileThere if one is there already, NotThere if it is used elsewhere by now.
    """
    locks.locked(translation.edition.work)
    incoming.claim(sent, by=by, at=at)
    for one in sent:
        _add(translation, one, facts, by=by, at=at)
    tell_who_waits(translation, at=at)


def _add(
    translation: Translation, sent: Incoming, facts: FileFacts, *, by: Person, at: datetime
) -> None:
    work = translation.edition.work
    rules.check_new(translation, sent.sha256)
    file = MaterialFile(
        position=max((one.position for one in translation.files), default=-1) + 1,
        version=translation.version,
        format=sent.format,
        name=free_name(translation, sent.name),
        sha256=sent.sha256,
        size=sent.size,
        pages=sent.pages,
        duration=sent.seconds,
        licence=facts.licence,
        attribution=facts.attribution,
        added_at=at,
    )
    translation.files.append(file)
    work.example = False
    db.session.flush()
    derive(file, at=at)
    told = {"language": translation.language, "name": file.name, "version": file.version}
    audit.record("materials.file_added", file, by=by, at=at, part_of=work, **told)


def free_name(translation: Translation, name: str) -> str:
    """Return ``name``, or one like it that no file of this version has."""
    stem, _dot, form = name.rpartition(".")
    taken = {one.name for one in translation.files if one.version == translation.version}
    number, found = 1, f"{stem[: LONGEST - len(form) - 1]}.{form}"
    while found in taken:
        number += 1
        found = f"{stem[: LONGEST - len(form) - 10]}-{number}.{form}"
    return found


def describe_file(file: MaterialFile, facts: FileFacts, *, by: Person, at: datetime) -> None:
    """Say under which licence a file is, and whom to name."""
    work = locks.locked(file.translation.edition.work)
    before = audit.snapshot(file, SAID)
    file.licence, file.attribution = facts.licence, facts.attribution
    db.session.flush()
    changes = audit.differences(before, audit.snapshot(file, SAID))
    if changes:
        told: dict[str, Any] = {"language": file.translation.language, "name": file.name}
        deed = "materials.file_changed"
        audit.record(deed, file, by=by, at=at, part_of=work, changes=changes, **told)


def remove_file(file: MaterialFile, *, by: Person, at: datetime) -> None:
    """Delete a file that nothing needs. Raises FileNeeded.

    What is stored stays until a sweep finds that no row tells of it any more.
    """
    translation = file.translation
    work = locks.locked(translation.edition.work)
    handed_out = queries.is_handed_out(work, at.date())
    rules.check_removable(file, queries.made_from(translation), handed_out=handed_out)
    told = {"language": translation.language, "name": file.name, "sha256": file.sha256}
    audit.record("materials.file_removed", file, by=by, at=at, part_of=work, **told)
    translation.files.remove(file)
    db.session.flush()
