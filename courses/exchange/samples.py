"""Sample files for the library, in several languages and scripts, made by this project.

They let somebody try out reading and downloading. No real work is pretended to be held: all of them
belong to one clearly invented work.
"""

import html
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from courses.materials.derived.operations import derive
from courses.materials.library.waiting import tell_who_waits
from courses.materials.models import Edition, MaterialFile, Translation, Work
from turin import storage
from turin.db import db
from turin.fonts import families, typeset
from turin.language.known import direction

WORK = "sample_handbook"
HERE = Path(__file__).parent
NAME = "sample-handbook-{language}.{form}"


def attach(*, at: datetime) -> int:
    """Make the sample files and hang them on the sample work; return how many are new."""
    work = db.session.scalars(select(Work).where(Work.key == WORK)).one_or_none()
    if work is None or not work.sample:
        return 0
    translations = db.session.scalars(
        select(Translation)
        .join(Edition, Edition.id == Translation.edition_id)
        .where(Edition.work_id == work.id)
        .order_by(Translation.language)
    )
    added = sum(_attach(translation, at) for translation in translations)
    db.session.flush()
    return added


def _attach(translation: Translation, at: datetime) -> int:
    held = {file.format for file in translation.files}
    told = _words().get(translation.language)
    if told is None:
        return 0
    makers = {"pdf": _pdf, "html": _html, "txt": _txt}
    missing = [form for form in makers if form not in held]
    for form in missing:
        stored = storage.store(makers[form](translation.language, told))
        file = MaterialFile(
            position=list(makers).index(form),
            format=form,
            name=NAME.format(language=translation.language, form=form),
            sha256=stored.sha256,
            size=stored.size,
            pages=1 if form == "pdf" else None,
            added_at=at,
        )
        translation.files.append(file)
        derive(file, at=at)
    tell_who_waits(translation, at=at)
    return len(missing)


@cache
def _words() -> dict[str, dict[str, Any]]:
    """Return the title, the mark and the paragraphs of the sample by language."""
    told: dict[str, dict[str, Any]] = yaml.safe_load(
        (HERE / "samples.yaml").read_text(encoding="utf-8")
    )
    return told


def _pdf(language: str, told: dict[str, Any]) -> bytes:
    facts = told | {
        "language": language,
        "direction": direction(language),
        "fonts": list(families()),
    }
    return typeset(HERE / "sample.typ", facts, "ua-1", "a-2a")


def _html(language: str, told: dict[str, Any]) -> bytes:
    body = "".join(f"<p>{html.escape(words)}</p>\n" for words in told["paragraphs"])
    title = html.escape(told["title"])
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">\n'
        '<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title></head>\n<body>\n<p><strong>{html.escape(told['mark'])}</strong></p>"
        f"\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    ).encode()


def _txt(_language: str, told: dict[str, Any]) -> bytes:
    return "\n\n".join([told["mark"], told["title"], *told["paragraphs"], ""]).encode()
