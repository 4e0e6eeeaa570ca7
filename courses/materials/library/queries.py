"""Reading one work, or one of its translations, with all that their pages show."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.materials.models import Edition, Translation, Work
from courses.materials.queries import WHOLE
from turin.db import db

TRANSLATIONS = selectinload(Work.editions).joinedload(Edition.translations)
BEHIND = (
    selectinload(Work.editions).selectinload(Edition.organisations),
    TRANSLATIONS.joinedload(Translation.derived_from).joinedload(Translation.edition),
    TRANSLATIONS.joinedload(Translation.derived_from).selectinload(Translation.changes),
)


def work(key: str) -> Work | None:
    """Return a work with its editions, who published them, its translations and their files."""
    query = select(Work).options(*WHOLE, *BEHIND).where(Work.key == key)
    return db.session.scalars(query).one_or_none()


def translation(found: Work, number: int, code: str) -> Translation | None:
    """Return a translation of a work by the number of its edition and its language."""
    fitting = (
        one
        for edition in found.editions
        if edition.number == number
        for one in edition.translations
        if one.language == code
    )
    return next(fitting, None)
