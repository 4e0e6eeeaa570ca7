"""Reading the library."""

from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from courses.activities.models import Activity
from courses.catalogue.models import Module
from courses.materials.models import (
    ActivityMaterial,
    CourseMaterial,
    Edition,
    MaterialFile,
    ModuleMaterial,
    Translation,
    TranslationState,
    Work,
    WorkPublisher,
)
from courses.registration.models import Application, State
from turin.db import db
from turin.db.paging import Page, page
from turin.db.search import matches
from turin.people.models import Person

OUT = (TranslationState.PUBLISHED, TranslationState.SUPERSEDED)
WHOLE = (
    selectinload(Work.publishers).joinedload(WorkPublisher.organisation),
    selectinload(Work.editions).selectinload(Edition.translations).selectinload(Translation.files),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the library; empty values ask nothing."""

    q: str = ""
    language: str = ""
    theme: str = ""
    held: bool = False


def library(filters: Filters, number: int) -> Page[Work]:
    """Return a page of the works that fit, the newest first."""
    query = select(Work).options(*WHOLE).order_by(Work.year.desc().nulls_last(), Work.key)
    return page(_narrowed(query, filters), number, 20)


def _narrowed(query: Select[Work], filters: Filters) -> Select[Work]:
    if filters.q:
        query = query.where(matches("work", Work.__table__.c.id, filters.q))
    if filters.language:
        query = query.where(
            Work.editions.any(
                Edition.translations.any(
                    (Translation.language == filters.language) & Translation.state.in_(OUT)
                )
            )
        )
    if filters.theme:
        query = query.where(
            Work.id.in_(
                select(ModuleMaterial.work_id)
                .join(Module, Module.id == ModuleMaterial.module_id)
                .where(Module.key == filters.theme)
            )
        )
    if filters.held:
        query = query.where(Work.editions.any(Edition.translations.any(Translation.files.any())))
    return query


def languages() -> list[str]:
    """Return the languages in which anything has come out, by code."""
    return list(
        db.session.scalars(
            select(Translation.language)
            .where(Translation.state.in_(OUT))
            .distinct()
            .order_by(Translation.language)
        )
    )


def themes() -> list[Module]:
    """Return the modules that have materials."""
    return list(
        db.session.scalars(
            select(Module)
            .where(Module.id.in_(select(ModuleMaterial.module_id)))
            .order_by(Module.key)
        )
    )


def work(key: str) -> Work | None:
    """Return a work with its editions, translations and files."""
    return db.session.scalars(select(Work).options(*WHOLE).where(Work.key == key)).one_or_none()


def file(prefix: str, name: str) -> MaterialFile | None:
    """Return the file whose hash starts with ``prefix`` and that is called ``name``."""
    return db.session.scalars(
        select(MaterialFile)
        .where(MaterialFile.sha256.startswith(prefix, autoescape=True), MaterialFile.name == name)
        .order_by(MaterialFile.id)
        .limit(1)
    ).one_or_none()


def of_activity(activity: Activity) -> list[Work]:
    """Return what an activity hands out: its own works, else those of its course."""
    own = (
        select(Work)
        .options(*WHOLE)
        .join(ActivityMaterial, ActivityMaterial.work_id == Work.id)
        .where(ActivityMaterial.activity_id == activity.id)
        .order_by(ActivityMaterial.position, Work.key)
    )
    return list(db.session.scalars(own)) or of_course(activity.course_id)


def of_course(course_id: int | None) -> list[Work]:
    """Return the works that a course uses."""
    query = (
        select(Work)
        .options(*WHOLE)
        .join(CourseMaterial, CourseMaterial.work_id == Work.id)
        .where(CourseMaterial.course_id == course_id)
        .order_by(Work.key)
    )
    return list(db.session.scalars(query))


def handed_to(person: Person, work: Work) -> bool:
    """Whether ``person`` has a confirmed seat in an activity that hands out ``work``."""
    own = select(ActivityMaterial.activity_id).where(ActivityMaterial.work_id == work.id)
    courses = select(CourseMaterial.course_id).where(CourseMaterial.work_id == work.id)
    seat = (
        select(Application.id)
        .join(Activity, Activity.id == Application.activity_id)
        .where(
            Application.person_id == person.id,
            Application.state == State.CONFIRMED,
            or_(Activity.id.in_(own), Activity.course_id.in_(courses)),
        )
    )
    return db.session.scalar(seat.limit(1)) is not None
