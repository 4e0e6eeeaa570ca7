"""Asking for a pack, keeping what was made of it, and forgetting it."""

import hashlib
import json
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from courses.materials.models import MaterialFile
from courses.materials.packs import access, names, queries, rules
from courses.materials.packs.models import Pack, PackEntry, PackPart
from turin import clock, jobs
from turin.db import db
from turin.db.afterwards import writes
from turin.db.locks import lock_word
from turin.people.models import Person

KEPT = timedelta(days=30)
KEPT_IF_SHORT = timedelta(days=1)  # of room
USED = "materials.pack_used"


def ask(
    choice: rules.Choice,
    *,
    titles: dict[int, str],
    language: str,
    most: int | None,
    back_to: str,
    by: Person | None,
    at: datetime,
) -> Pack:
    """Return the pack of what was chosen: the one that was made before, or a new one to be made.

    ``titles``: what each work is called on the index page, which is in ``language``. ``back_to``:
    the address of the choice. Raises Empty, TooMany or NoRoom.
    """
    entries = _entries(choice, titles)
    rules.check_filled(len(entries))
    key = _key(entries, language, most)
    lock_word("pack")
    pack = db.session.scalar(select(Pack).where(Pack.key == key).with_for_update(of=Pack))
    if pack is None:
        _make_room(choice.size, access.allowance(by).in_all, at)
        pack = Pack(key=key, language=language, most=most, entries=entries)
        db.session.add(pack)
    pack.used_at, pack.back_to = at, back_to
    db.session.flush()
    if not pack.parts:
        jobs.start(queries.MAKE, ("pack", pack.id), total=len(pack.entries), by=by, at=at)
    db.session.flush()
    return pack


def _entries(choice: rules.Choice, titles: dict[int, str]) -> list[PackEntry]:
    documents = [(one, document) for one in choice.taken for document in one.documents]
    named = names.unique(one.name for _taken, one in documents)
    return [
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
        for place, ((one, document), name) in enumerate(zip(documents, named, strict=True))
    ]


def _make_room(size: int, in_all: int, at: datetime) -> None:
    """Forget what nobody has used for a day, the oldest first, until a pack of ``size`` fits."""
    room = in_all - queries.size_of_all()
    since = at - KEPT_IF_SHORT
    going = []
    for pack_id, its_size in queries.unused(since) if room < size else []:
        if room < size:
            room += its_size
            going.append(pack_id)
    rules.check_room(size, room)
    db.session.execute(delete(Pack).where(Pack.id.in_(going), Pack.used_at < since))


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
    lock_word("pack")
    db.session.execute(delete(Pack).where(Pack.used_at < at - KEPT))
