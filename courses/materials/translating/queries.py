"""Reading what a board and a work order say of each translation besides."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from courses.materials.derived.models import DerivedFile, Kind
from courses.materials.derived.models import State as Derived
from courses.materials.models import Edition, MaterialFile, Translation, TranslationChange, Work
from courses.materials.translating.board import Wanted
from courses.materials.translating.references import Reference
from turin.db import db


def editions(found: Sequence[Wanted]) -> dict[int, Edition]:
    """Return the editions with their works, by number."""
    wanted = {one.edition_id for one in found}
    query = select(Edition).options(joinedload(Edition.work)).where(Edition.id.in_(wanted))
    return {one.id: one for one in db.session.scalars(query.order_by(Edition.id))}


def missed(found: Sequence[Wanted]) -> dict[int, list[TranslationChange]]:
    """Return what has changed in each source, oldest first, by its number."""
    sources = {one.source_id for one in found if one.is_behind}
    query = select(TranslationChange).where(TranslationChange.translation_id.in_(sources))
    changes = defaultdict(list)
    order = (TranslationChange.translation_id, TranslationChange.version)
    for one in db.session.scalars(query.order_by(*order)):
        changes[one.translation_id].append(one)
    return changes


def sources(found: Sequence[Wanted]) -> dict[int, Translation]:
    """Return of what each is to be made, with its edition, by number."""
    wanted = {one.source_id for one in found}
    query = select(Translation).options(joinedload(Translation.edition))
    rows = query.where(Translation.id.in_(wanted)).order_by(Translation.id)
    return {one.id: one for one in db.session.scalars(rows)}


def pages(found: Sequence[Wanted]) -> dict[int, int]:
    """Return how many pages each source has, in its newest version, where they were counted."""
    sources = {one.source_id for one in found}
    query = (
        select(MaterialFile.translation_id, MaterialFile.pages)
        .where(MaterialFile.translation_id.in_(sources), MaterialFile.pages.is_not(None))
        .order_by(MaterialFile.version, MaterialFile.position.desc())
    )
    return {number: pages for number, pages in db.session.execute(query) if pages is not None}


def words(found: Sequence[Wanted]) -> dict[int, int]:
    """Return how many words each source has, in its newest version whose text came out well."""
    sources = {one.source_id for one in found}
    query = (
        select(MaterialFile.translation_id, DerivedFile.details)
        .join(DerivedFile, DerivedFile.source == MaterialFile.sha256)
        .where(MaterialFile.translation_id.in_(sources))
        .where(DerivedFile.kind == Kind.TEXT, DerivedFile.state == Derived.MADE)
        .order_by(MaterialFile.version, MaterialFile.position.desc())
    )
    return {
        number: words
        for number, details in db.session.execute(query)
        if (words := details.get("words"))
    }


def works(keys: Collection[str]) -> dict[str, Work]:
    """Return works with editions, translations, files and changes, by key."""
    translations = joinedload(Work.editions).joinedload(Edition.translations)
    query = select(Work).where(Work.key.in_(keys)).order_by(Work.key)
    whole = query.options(
        translations.joinedload(Translation.files), translations.joinedload(Translation.changes)
    )
    return {one.key: one for one in db.session.scalars(whole).unique()}


def edition_of(work: Work, named: Reference) -> Edition | None:
    """Return the edition that a reference means."""
    return next((one for one in work.editions if one.position == named.edition - 1), None)


def with_content(digests: Collection[str]) -> list[MaterialFile]:
    """Return the files that we hold of any of these contents, with whose they are."""
    whose = joinedload(MaterialFile.translation).joinedload(Translation.edition)
    query = select(MaterialFile).options(whose.joinedload(Edition.work))
    found = query.where(MaterialFile.sha256.in_(digests)).order_by(MaterialFile.id)
    return list(db.session.scalars(found))
