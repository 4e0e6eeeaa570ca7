"""Reading the library."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import CompoundSelect, Integer, Select, and_, bindparam, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from courses.activities.models import Activity
from courses.catalogue.models import Module
from courses.materials.models import (
    ActivityMaterial,
    Audience,
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
from turin.db.kept import kept
from turin.people.models import Person

FILES = selectinload(Work.editions).joinedload(Edition.translations).joinedload(Translation.files)
WHOLE = (selectinload(Work.publishers).joinedload(WorkPublisher.organisation), FILES)


class Download(NamedTuple):
    """A file as it is sent, how far its translation is, and whom the work is for."""

    file_id: int
    sha256: str
    name: str
    format: str
    state: TranslationState
    work_id: int
    audience: Audience

    @property
    def open_to_all(self) -> bool:
        """Whether anybody may have it."""
        return self.state.has_come_out and self.audience == Audience.ALL


@kept
def downloads(prefix: str, name: str) -> list[Download]:
    """Return the files whose hash starts with ``prefix`` and that are called ``name``, by age.

    Kept, since what waits for it is the head of every answer of a download, and of each of its
    parts over a line that breaks.
    """
    file = MaterialFile
    rows = (
        select(
            file.id,
            file.sha256,
            file.name,
            file.format,
            Translation.state,
            Edition.work_id,
            Work.audience,
        )
        .join(file.translation)
        .join(Translation.edition)
        .join(Edition.work)
        .where(file.sha256.startswith(prefix, autoescape=True), file.name == name)
        .order_by(file.id)
    )
    return [Download(*row) for row in db.session.execute(rows)]


def of_ids(ids: Collection[int]) -> list[Work]:
    """Return the works of these ids."""
    return list(db.session.scalars(select(Work).where(Work.id.in_(ids))))


def of_activity(activity: Activity) -> list[Work]:
    """Return what an activity hands out: its own works, else those of its course."""
    facts = {"activity": activity.id, "course": activity.course_id}
    return list(db.session.scalars(_of_activity(), facts).unique())


@cache
def _of_activity() -> Select[Work]:
    activity, course = bindparam("activity", type_=Integer), bindparam("course", type_=Integer)
    own = select(ActivityMaterial.work_id).where(ActivityMaterial.activity_id == activity)
    used = select(CourseMaterial.work_id).where(CourseMaterial.course_id == course)
    hers = and_(ActivityMaterial.work_id == Work.id, ActivityMaterial.activity_id == activity)
    files = joinedload(Work.editions).joinedload(Edition.translations)
    return (
        select(Work)
        .options(files.joinedload(Translation.files))
        .outerjoin(ActivityMaterial, hers)
        .where(or_(Work.id.in_(own), and_(~own.exists(), Work.id.in_(used))))
        .order_by(ActivityMaterial.position, Work.key)
    )


def works() -> list[Work]:
    """Return every work, by key."""
    return list(db.session.scalars(select(Work).order_by(Work.key)))


def of_module(module: Module) -> list[Work]:
    """Return the works that a module uses."""
    used = select(ModuleMaterial.work_id).where(ModuleMaterial.module_id == module.id)
    return list(db.session.scalars(select(Work).where(Work.id.in_(used)).order_by(Work.key)))


def modules_using(work: Work) -> list[Module]:
    """Return the modules that use a work."""
    using = select(ModuleMaterial.module_id).where(ModuleMaterial.work_id == work.id)
    return list(db.session.scalars(select(Module).where(Module.id.in_(using)).order_by(Module.key)))


def of_course(course_id: int) -> list[Work]:
    """Return the works that a course uses."""
    query = (
        select(Work)
        .options(FILES)
        .join(CourseMaterial, CourseMaterial.work_id == Work.id)
        .where(CourseMaterial.course_id == course_id)
        .order_by(Work.key)
    )
    return list(db.session.scalars(query))


def handed_to(person: Person, works: Iterable[Work], states: Collection[State]) -> set[int]:
    """Return the ids of those of ``works`` that an activity hands out to ``person``.

    One to which she applied with her application now in one of ``states``; where a work is for some
    groups, she came for one of them.
    """
    hers = (Application.person_id == person.id, Application.state.in_(states))
    asked = {work.id: work for work in works}
    handed = handed_out(select(Application.activity_id).where(*hers)).subquery()
    came = (
        select(handed.c.work_id, Application.group)
        .join(handed, handed.c.activity_id == Application.activity_id)
        .where(*hers, handed.c.work_id.in_(asked))
    )
    return {
        work_id
        for work_id, group in db.session.execute(came)
        if not asked[work_id].for_groups or group in asked[work_id].for_groups
    }


def handed_out(activities: Select[int]) -> CompoundSelect[int, int]:
    """Return the query of what the activities of these ids hand out: ``activity_id``, ``work_id``.

    Those with a list of their own hand out nothing besides; the others what their courses use.
    """
    own = select(ActivityMaterial.activity_id, ActivityMaterial.work_id)
    listed = select(ActivityMaterial.activity_id)
    used = (
        select(Activity.id, CourseMaterial.work_id)
        .join(CourseMaterial, CourseMaterial.course_id == Activity.course_id)
        .where(Activity.id.in_(activities), Activity.id.not_in(listed))
    )
    return union_all(own.where(ActivityMaterial.activity_id.in_(activities)), used)


def in_languages(codes: Iterable[str]) -> list[Translation]:
    """Return what has come out in the languages ``codes``, with work and files, by title's key."""
    whose = joinedload(Translation.edition).joinedload(Edition.work)
    return list(
        db.session.scalars(
            select(Translation)
            .join(Translation.edition)
            .join(Edition.work)
            .options(whose, joinedload(Translation.files))
            .where(Translation.language.in_(sorted(codes)))
            .where(Translation.state == TranslationState.PUBLISHED, Work.audience == Audience.ALL)
            .order_by(Work.key, Edition.position, Translation.language)
        ).unique()
    )
