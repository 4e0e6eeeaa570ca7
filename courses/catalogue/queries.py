"""Reading the catalogue."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from courses.catalogue.models import Course, CourseModule, Instrument, Module, ModuleInstrument
from turin.db import db


def course(key: str) -> Course | None:
    """Return a course with its modules, the instruments that they teach, and who is bound."""
    modules = selectinload(Course.modules).joinedload(CourseModule.module)
    return db.session.scalars(
        select(Course)
        .options(
            modules.selectinload(Module.instruments).selectinload(Instrument.ratifications),
            selectinload(Course.terms),
        )
        .where(Course.key == key)
    ).one_or_none()


def courses_teaching(instrument: Instrument) -> list[Course]:
    """Return the courses with a module that teaches ``instrument``, by key."""
    teaching = select(ModuleInstrument.module_id).filter_by(instrument_id=instrument.id)
    query = select(Course).where(Course.modules.any(CourseModule.module_id.in_(teaching)))
    return list(db.session.scalars(query.order_by(Course.key)))


def modules() -> list[Module]:
    """Return every module, by key."""
    return list(db.session.scalars(select(Module).order_by(Module.key)))


def module(key: str) -> Module | None:
    """Return a module with the instruments that it teaches."""
    taught = selectinload(Module.instruments)
    return db.session.scalars(select(Module).options(taught).where(Module.key == key)).one_or_none()


def courses_using(module: Module) -> list[Course]:
    """Return the courses that use a module, by key."""
    using = Course.modules.any(CourseModule.module_id == module.id)
    return list(db.session.scalars(select(Course).where(using).order_by(Course.key)))


def uses() -> dict[int, int]:
    """Return by how many courses each module is used, by its id, if by any."""
    counting = select(CourseModule.module_id, func.count().label("uses")).group_by(
        CourseModule.module_id
    )
    return {row.module_id: row.uses for row in db.session.execute(counting)}


def courses() -> list[Course]:
    """Return every course with what it is about, by key."""
    about = selectinload(Course.terms)
    return list(db.session.scalars(select(Course).options(about).order_by(Course.key)))
