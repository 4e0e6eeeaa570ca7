"""Making a pack: long work, a row a document, safe to begin again."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.materials.packs import operations, rules, zips
from courses.materials.packs.models import Pack, PackEntry, PackPart
from courses.materials.packs.queries import MAKE
from turin import clock, jobs, storage
from turin.db import db, transaction
from turin.jobs.models import Job
from turin.language.formats import autonym
from turin.language.known import INTERFACE

log = logging.getLogger(__name__)
FOLDER = "documents"
INDEX = "courses/materials/packs/index.html"


@jobs.does(MAKE, _l("Making a pack"))
def make(job: Job) -> None:
    """Make all parts of the pack that is the job's subject, and keep them together."""
    pack = db.session.get(Pack, job.subject_id)
    if pack is None or pack.parts:
        return
    told = _Told(job.id, job.done)
    plan = rules.parts([one.size for one in pack.entries], pack.most)
    try:
        made = [_part(pack, number, plan, told) for number in range(1, len(plan) + 1)]
    except Unusable as broken:
        log.exception("a document of pack %s is damaged", pack.id)
        with transaction(), force_locale(INTERFACE[pack.language].locale):
            why = _("This document is damaged here. We look after it; make the pack without it.")
            jobs.fail(job.id, str(broken), why, at=clock.now())
        return
    with transaction():
        operations.keep(db.session.get_one(Pack, pack.id), made)


class Unusable(Exception):
    """A document is damaged here, or gone: its title says which."""


class _Told:
    """Tells how far the job is, and that it goes on: nothing twice, where it was begun before."""

    def __init__(self, job_id: int, done: int) -> None:
        self.job_id, self.done, self.seen = job_id, done, 0

    def one_more(self) -> None:
        self.seen += 1
        self._tell(int(self.seen > self.done))

    def goes_on(self) -> None:
        self._tell(0)

    def _tell(self, rows: int) -> None:
        with transaction():
            jobs.advance(self.job_id, at=clock.now(), rows=rows)


def _part(pack: Pack, number: int, plan: Sequence[range], told: _Told) -> PackPart:
    entries = [pack.entries[place] for place in plan[number - 1]]
    name = f"turin-{pack.language}-{pack.key[:8]}"
    if len(plan) > 1:
        name += f"-{number}of{len(plan)}"
    desk = current_app.extensions["settings"].instance
    with TemporaryDirectory(dir=desk, prefix=storage.DESK) as folder:
        path = Path(folder, "part.zip")
        _write(path, pack, entries, (number, len(plan)), told)
        stored = storage.store_file(path)
    told.goes_on()
    return PackPart(
        number=number,
        name=f"{name}.zip",
        sha256=stored.sha256,
        size=stored.size,
        documents=len(entries),
    )


def _write(
    path: Path, pack: Pack, entries: list[PackEntry], which: tuple[int, int], told: _Told
) -> None:
    target = zips.Writer(path)
    hashes = []
    for entry in entries:
        document = zips.Document(f"{FOLDER}/{entry.name}", entry.sha256, entry.size)
        try:
            with storage.opened(entry.sha256) as content:
                target.add(document, content)
        except (zips.Damaged, storage.Gone) as broken:
            raise Unusable(f"{entry.title} ({autonym(entry.language)})") from broken
        hashes.append((entry.sha256, document.path))
        told.one_more()
    for name, text in (
        ("manifest.json", _manifest(entries, which)),
        ("index.html", _index(pack, entries, which)),
    ):
        hashes.append((target.add_text(name, text), name))
    target.add_text("SHA256SUMS", zips.sums(hashes))
    target.close()


def _manifest(entries: list[PackEntry], which: tuple[int, int]) -> str:
    number, parts = which
    documents = [
        {
            "path": f"{FOLDER}/{one.name}",
            "title": one.title,
            "language": one.language,
            "format": one.format,
            "size": one.size,
            "sha256": one.sha256,
            "rights": one.rights,
        }
        for one in entries
    ]
    said = {"part": number, "parts": parts, "documents": documents}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _index(pack: Pack, entries: list[PackEntry], which: tuple[int, int]) -> str:
    """Return the page by which a pack is opened, in its language, without a network."""
    language = INTERFACE[pack.language]
    number, parts = which
    here = {one.position for one in entries}
    with force_locale(language.locale):
        return current_app.jinja_env.get_template(INDEX).render(
            language=language,
            folder=FOLDER,
            entries=entries,
            elsewhere=[one for one in pack.entries if one.position not in here],
            size=sum(one.size for one in entries),
            number=number,
            parts=parts,
        )
