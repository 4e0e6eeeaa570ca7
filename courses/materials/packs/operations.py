"""Asking for a pack, keeping what was made of it, and forgetting it."""

import hashlib
import json
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from courses.materials.models import MaterialFile
from courses.materials.packs import names, queries, rules
from courses.materials.packs.models import Pack, PackEntry, PackPart
from turin import clock, jobs
from turin.db import db
from turin.db.afterwards import writes
from turin.people.models import Person

KEPT = timedelta(days=30)
USED = "materials.pack_used"


def ask(
    choice: rules.Choice,
    *,
    titles: dict[int, str],
    language: str,
    most: int | None,
    by: Person | None,
    at: datetime,
) -> Pack:
    """Return the pack of what was chosen: the one that was made before, or a new one to be made.

    ``titles``: what each work is called on the index page, which is in ``language``. Raises Empty
    or TooMany.
    """
    documents = [(one, document) for one in choice.taken for document in one.documents]
    rules.check_filled(len(documents))
    entries = [
        PackEntry(
            position=place,
            file_id=document.file.id,
            title=titles[one.work.id][:400],
            rights=_rights(document.file),
            language=one.translation.language,
            format=document.format,
            name=name,
            sha256=document.sha256,
            size=document.size,
        )
        for place, ((one, document), name) in enumerate(
            zip(documents, names.unique(one.name for _taken, one in documents), strict=True)
        )
    ]
    key = _key(entries, language, most)
    pack = _stored(Pack(key=key, language=language, most=most, used_at=at), entries)
    pack.used_at = at
    if not pack.parts:
        jobs.start(queries.MAKE, ("pack", pack.id), total=len(pack.entries), by=by, at=at)
    db.session.flush()
    return pack


def _stored(new: Pack, entries: list[PackEntry]) -> Pack:
    """Return the pack of the same key, locked; ``new`` if there is none, or was none until now."""
    same = select(Pack).where(Pack.key == new.key).with_for_update(of=Pack)
    if found := db.session.scalar(same):
        return found
    new.entries = entries
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:  # somebody asked for the same at the same moment
        return db.session.scalars(same).one()
    return new


def _rights(file: MaterialFile) -> str:
    """Return under which licence a file is handed on, in the reader's language, and whose it is."""
    licence = file.licence.label if file.licence else ""
    return ", ".join(filter(None, (licence, file.attribution)))


def _key(entries: list[PackEntry], language: str, most: int | None) -> str:
    """Return the hash of all that a pack's bytes depend on."""
    content = [(one.name, one.sha256, one.title, one.rights, one.language) for one in entries]
    return hashlib.sha256(json.dumps([content, language, most]).encode()).hexdigest()


def keep(pack: Pack, parts: list[PackPart]) -> None:
    """Keep what was made; where another worker made it too, it is the same."""
    db.session.refresh(pack, with_for_update=True)
    if not pack.parts:
        pack.parts = parts
    db.session.flush()


@writes(USED)
def used(counted: Counter[int]) -> None:
    """Note that packs were fetched, so that they are kept."""
    db.session.execute(update(Pack).where(Pack.id.in_(counted)).values(used_at=clock.now()))


def forget(at: datetime) -> None:
    """Forget the packs that nobody has used for 30 days; their files go with what nothing names."""
    unused = [pack.id for pack in queries.unused(at - KEPT)]
    db.session.execute(delete(Pack).where(Pack.id.in_(unused)))
