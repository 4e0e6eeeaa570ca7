"""Saying which modules, courses and activities use a work."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from courses.activities.models import Activity
from courses.catalogue.models import Course, Module
from courses.materials import queries as library
from courses.materials.keeping import queries
from courses.materials.keeping.operations.works import reindex
from courses.materials.models import ActivityMaterial, CourseMaterial, ModuleMaterial, Work
from turin import audit
from turin.db import Base, db, locks
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Uses:
    """What is to use a work, by number; of ``activities`` only the ``askable`` are decided on."""

    modules: Collection[int]
    courses: Collection[int]
    activities: Collection[int]
    askable: Collection[int]


def use(work: Work, uses: Uses, *, by: Person, at: datetime) -> None:
    """Let those modules, courses and activities use ``work`` and no others."""
    locks.locked(work)
    before = _told(work)
    _link(ModuleMaterial, "module_id", work, uses.modules, before["modules"])
    _link(CourseMaterial, "course_id", work, uses.courses, before["courses"])
    wanted = set(uses.activities) & set(uses.askable)
    _hand_out(work, wanted, set(before["activities"]) & set(uses.askable))
    db.session.flush()
    if changes := audit.differences(before, _told(work)):
        work.example = False
        reindex(work)
        audit.record("materials.used", work, by=by, at=at, changes=changes)


def _link(
    link: type[Base], column: str, work: Work, wanted: Collection[int], before: Iterable[int]
) -> None:
    for number in set(wanted) - set(before):
        db.session.add(link(**{column: number, "work_id": work.id}))
    for number in set(before) - set(wanted):
        db.session.delete(db.session.get_one(link, {column: number, "work_id": work.id}))


def _hand_out(work: Work, wanted: set[int], before: set[int]) -> None:
    """Hand it out in activities besides what they do already.

    One without a list of its own hands out what its course uses: that becomes its list first.
    """
    for number in sorted(before - wanted):
        key = {"activity_id": number, "work_id": work.id}
        db.session.delete(db.session.get_one(ActivityMaterial, key))
    for number in sorted(wanted - before):
        activity = db.session.get_one(Activity, number)
        mine = ActivityMaterial.activity_id == number
        last = db.session.scalar(select(func.max(ActivityMaterial.position)).where(mine))
        if last is None and activity.course_id is not None:
            of_course = [one.id for one in library.of_course(activity.course_id)]
        else:
            of_course = []
        first = -1 if last is None else last
        works = dict.fromkeys([*of_course, work.id])
        db.session.add_all(
            ActivityMaterial(activity_id=number, work_id=one, position=place)
            for place, one in enumerate(works, first + 1)
        )


def _told(work: Work) -> dict[str, list[int]]:
    modules: list[Module] = library.modules_using(work)
    courses: list[Course] = queries.courses_using(work)
    return {
        "modules": [one.id for one in modules],
        "courses": [one.id for one in courses],
        "activities": [one.id for one in queries.activities_using(work)],
    }
