"""Making what is wanted of files: long work, one row a kind, safe to begin again."""

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_babel import lazy_gettext as _l

from courses.materials.derived import edition, operations, quality, queries
from courses.materials.derived.models import SOUND, Kind, Reason
from courses.materials.derived.operations import DERIVE, Begun
from courses.materials.derived.process import Died, Limits, Said, run
from turin import clock, jobs, storage
from turin.db import transaction
from turin.jobs.models import Job

log = logging.getLogger(__name__)
LIMITS = Limits()
LIGHTER = 0.8  # of the size of the source, or less: worth offering
MOST_PICTURE = 10_000  # octets


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made, apart from the database: no transaction is open while it is made."""

    id: int
    kind: Kind
    format: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: details, and a file or a reason."""

    details: dict[str, Any]
    stored: storage.Stored | None = None
    reason: Reason = Reason.NONE


@jobs.does(DERIVE, _l("Preparing previews and text-only editions"))
def derive(job: Job) -> None:
    """Make what is still wanted of the file that the job is about; a failure is tried once more."""
    job_id = job.id
    with transaction():
        wanted = [
            Wanted(one.id, one.kind, one.format, one.language, one.source)
            for one in queries.to_make(job.subject_id)
        ]
    for one in wanted:
        while _begin(one, job_id) is Begun.TRYING:
            try:
                _settle(one, _make(one), job_id)
            except Died as died:
                log.warning("making the %s of %s: its process %s", one.kind, one.source, died)


def _begin(one: Wanted, job_id: int) -> Begun:
    """Begin an attempt, and give a sign of life; whoever settles a row counts it, nobody else."""
    at = clock.now()
    with transaction():
        begun = operations.begin(one.id)
        jobs.advance(job_id, at=at, rows=int(begun is Begun.GIVEN_UP))
        return begun


def _settle(one: Wanted, made: Made, job_id: int) -> None:
    at = clock.now()
    with transaction():
        if made.reason:
            settled = operations.refuse(one.id, made.reason, made.details)
        else:
            settled = operations.keep(one.id, made.details, made.stored, at=at)
        jobs.advance(job_id, at=at, rows=int(settled))


def _make(one: Wanted) -> Made:
    """Make one thing, or say why not. Raises Died."""
    if one.kind is Kind.LIGHT and one.format in SOUND and not shutil.which("ffmpeg"):
        return Made({}, reason=Reason.NO_TOOL)
    with (
        TemporaryDirectory(prefix="turin-derived-") as folder,
        storage.on_disk(one.source) as source,
    ):
        said = run(one.kind, one.format, one.language, source, Path(folder), LIMITS)
        if said.reason:
            return Made({}, reason=said.reason)
        try:
            return CHECKED[one.kind](one, said, Path(folder) / "result", source)
        except (edition.NoBlocks, OSError, KeyError, TypeError, ValueError) as error:
            raise Died("made what makes no sense") from error


def _picture(_one: Wanted, said: Said, result: Path, _source: Path) -> Made:
    content = result.read_bytes()
    if not content.startswith(b"\xff\xd8\xff") or len(content) > MOST_PICTURE:
        raise ValueError("no small JPEG")
    details = {name: int(said.details[name]) for name in ("width", "height")}
    return Made(details, storage.store(content))


def _contents(_one: Wanted, said: Said, _result: Path, _source: Path) -> Made:
    entries = [
        [int(level), str(title), None if page is None else int(page)]
        for level, title, page in said.details["entries"]
    ]
    return Made({"pages": int(said.details["pages"]), "entries": entries})


def _text(one: Wanted, said: Said, result: Path, _source: Path) -> Made:
    blocks = edition.read(result)
    pages = int(said.details.get("pages", 1))
    figures = quality.measure(edition.texts(blocks), one.language, pages)
    if reason := quality.refused(figures):
        return Made(figures.as_details(), reason=reason)
    return Made(figures.as_details(), storage.store(edition.html(blocks).encode()))


def _light(_one: Wanted, _said: Said, result: Path, source: Path) -> Made:
    sizes = {"before": source.stat().st_size, "after": result.stat().st_size}
    if sizes["after"] > LIGHTER * sizes["before"]:
        return Made(sizes, reason=Reason.NOT_LIGHTER)
    return Made(sizes, storage.store_file(result))


CHECKED = {
    Kind.PICTURE: _picture,
    Kind.CONTENTS: _contents,
    Kind.TEXT: _text,
    Kind.LIGHT: _light,
}
