"""What people do with the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.catalogue import queries
from courses.catalogue.events import ModuleChanged
from courses.catalogue.models import Course, CourseInterest, CourseModule, Instrument, Module
from turin import audit
from turin.db import db, search
from turin.db.insert import insert_new
from turin.db.types import Text
from turin.events import publish
from turin.people.keys import email_key
from turin.people.models import Person


def ask_to_be_told(course: Course, *, email: str, language: str, at: datetime) -> None:
    """Note that somebody wants to know when ``course`` has dates; asking twice is asking once."""
    insert_new(
        CourseInterest,
        ("course_id", "email_key"),
        [
            {
                "course_id": course.id,
                "email": email,
                "email_key": email_key(email),
                "language": language,
                "asked_at": at,
            }
        ],
    )


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """What a coordinator says of a module. ``instruments`` are the keys of those it teaches."""

    title: Text
    objectives: Text
    hours: int | None
    instruments: list[str]


def change_module(module: Module, facts: ModuleFacts, *, by: Person, at: datetime) -> None:
    """Change a module for every course that uses it; what activities teach is their own.

    It is the Centre's own then: loading the example again leaves it alone.
    """
    module = locked(module)
    module.title, module.objectives, module.hours = facts.title, facts.objectives, facts.hours
    taught = select(Instrument).where(Instrument.key.in_(facts.instruments))
    module.instruments = list(db.session.scalars(taught.order_by(Instrument.key)))
    module.example = False
    db.session.flush()
    audit.record("catalogue.module", module, by=by, at=at)
    publish(ModuleChanged(module))


def locked(module: Module) -> Module:
    """Lock the module's row and return it as it is stored now."""
    return db.session.scalars(
        select(Module)
        .where(Module.id == module.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def index_using(module: Module) -> None:
    """Make the courses that use a module found by what is said of it now."""
    index_all(queries.courses_using(module))


def index_all(courses: Iterable[Course]) -> None:
    """Make ``courses`` found anew.

    Each is locked before what is said of its modules is read: of two who change what the same
    course is found by, the later finds what the earlier wrote.
    """
    modules = selectinload(Course.modules).joinedload(CourseModule.module)
    query = select(Course).options(modules.selectinload(Module.instruments))
    query = query.where(Course.id.in_([one.id for one in courses])).order_by(Course.id)
    fresh = query.with_for_update(of=Course).execution_options(populate_existing=True)
    for course in db.session.scalars(fresh):
        index(course)


def index(course: Course) -> None:
    """Make a course found by what is said of it, of its modules, and of what they teach."""
    modules = [used.module for used in course.modules]
    taught = [one for module in modules for one in module.instruments]
    search.index(
        "course",
        course.id,
        course.title,
        texts=(
            course.summary,
            course.for_whom,
            *(text for module in modules for text in (module.title, module.objectives)),
            *(text for one in taught for text in (one.title, one.written)),
        ),
    )
