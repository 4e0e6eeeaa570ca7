"""Reading the library as who keeps it does: what it lacks, and what uses it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from courses.activities.models import Activity
from courses.activities.models import State as ActivityState
from courses.catalogue.models import Course
from courses.materials.models import (
    ActivityMaterial,
    CourseMaterial,
    Edition,
    Translation,
    TranslationState,
    Work,
)
from courses.materials.queries import WHOLE
from turin.db import db
from turin.db.paging import Page, page
from turin.db.search import MOST_FOUND, Sought, best_first, often
from turin.organisations.models import Organisation

SIZE = 25
OVER = (ActivityState.CLOSED, ActivityState.CANCELLED)
Source = aliased(Translation)


class Lack(StrEnum):
    """What a work may lack."""

    STALE = "stale"
    TEXT = "text"
    ISBN = "isbn"
    EDITION = "edition"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_LACKS[self])


_LACKS = {
    Lack.STALE: _l("A translation is out of date"),
    Lack.TEXT: _l("A published text is not held"),
    Lack.ISBN: _l("No ISBN"),
    Lack.EDITION: _l("No edition"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What who keeps the library asks of it; empty values ask nothing."""

    q: str = ""
    state: str = ""
    lacks: str = ""
    language: str = ""


def work(key: str) -> Work | None:
    """Return a work with all that belongs to it, what is new in each version included."""
    translations = selectinload(Work.editions).joinedload(Edition.translations)
    changes = translations.selectinload(Translation.changes)
    query = select(Work).options(*WHOLE, changes).where(Work.key == key)
    return db.session.scalars(query).one_or_none()


def is_stale() -> ColumnElement[bool]:
    """Return whether the source of a translation, joined as ``Source``, has moved on."""
    return Source.version > func.coalesce(Translation.derived_version, 1)


def listed(asked: Asked, number: int) -> Page[Work]:
    """Return a page of the works that fit: the best hits first, then by key."""
    wanted = [*_translated(asked), *_lacking(asked.lacks)]
    works = select(Work).options(*WHOLE)
    sought = Sought("work", Work.__table__.c.id, asked.q, often("work", asked.q))
    query = best_first(sought, works, wanted, (Work.key.asc(),))
    return page(query, number, SIZE, MOST_FOUND if asked.q else None)


def _translated(asked: Asked) -> list[ColumnElement[bool]]:
    of_translation: list[ColumnElement[bool]] = []
    if asked.state:
        of_translation.append(Translation.state == TranslationState(asked.state))
    if asked.language:
        of_translation.append(Translation.language == asked.language)
    return [_has(*of_translation)] if of_translation else []


def _has(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether a work has a translation of which all that is true."""
    found = select(Edition.work_id).join(Edition.translations).where(*wanted)
    return Work.id.in_(found)


def _lacking(lacks: str) -> list[ColumnElement[bool]]:
    if lacks == Lack.STALE:
        stale = select(Translation.id).join(Source, Translation.derived_from).where(is_stale())
        return [_has(Translation.id.in_(stale), Translation.state != TranslationState.SUPERSEDED)]
    if lacks == Lack.TEXT:
        return [_has(Translation.state == TranslationState.PUBLISHED, ~Translation.files.any())]
    if lacks == Lack.ISBN:
        numbered = select(Edition.work_id).where(Edition.isbn != "")
        return [Work.isbn == "", Work.id.not_in(numbered), ~_has(Translation.isbn != "")]
    return [~Work.editions.any()] if lacks == Lack.EDITION else []


def counts() -> dict[TranslationState, int]:
    """Return how many translations there are in each state."""
    query = select(Translation.state, func.count()).group_by(Translation.state)
    found = dict(iter(db.session.execute(query)))
    return {state: found.get(state, 0) for state in TranslationState}


def made_from(translation: Translation) -> list[Translation]:
    """Return the translations that were made from it, with work and edition, by language."""
    return list(
        db.session.scalars(
            select(Translation)
            .options(joinedload(Translation.edition).joinedload(Edition.work))
            .where(Translation.derived_from_id == translation.id)
            .order_by(Translation.language, Translation.id)
        )
    )


def is_taken(key: str) -> bool:
    """Whether a work is called so in addresses."""
    return db.session.scalar(select(Work.id).where(Work.key == key)) is not None


def organisations() -> list[Organisation]:
    """Return those that may publish something, by key."""
    query = select(Organisation).order_by(Organisation.key, Organisation.id)
    return list(db.session.scalars(query))


def courses_using(work: Work) -> list[Course]:
    """Return the courses that use a work, by key."""
    using = select(CourseMaterial.course_id).where(CourseMaterial.work_id == work.id)
    return list(db.session.scalars(select(Course).where(Course.id.in_(using)).order_by(Course.key)))


def activities_using(work: Work) -> list[Activity]:
    """Return the activities that hand out a work by a list of their own, the latest first."""
    using = select(ActivityMaterial.activity_id).where(ActivityMaterial.work_id == work.id)
    query = select(Activity).where(Activity.id.in_(using))
    return list(db.session.scalars(query.order_by(Activity.starts.desc(), Activity.id)))


def is_handed_out(work: Work, today: date) -> bool:
    """Whether an activity that is not over hands it out, itself or as a run of its course."""
    own = select(ActivityMaterial.activity_id)
    using = select(CourseMaterial.course_id).where(CourseMaterial.work_id == work.id)
    query = select(Activity.id).where(
        Activity.state.not_in(OVER),
        func.coalesce(Activity.ends, Activity.starts) >= str(today.year),
        or_(
            Activity.id.in_(own.where(ActivityMaterial.work_id == work.id)),
            Activity.id.not_in(own) & Activity.course_id.in_(using),
        ),
    )
    return db.session.scalar(query.limit(1)) is not None


def by_number(ids: Collection[int]) -> dict[int, Organisation]:
    """Return organisations by their number."""
    query = select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.id)
    return {one.id: one for one in db.session.scalars(query)}
