"""Reading the catalogue."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.catalogue.models import Course, CourseModule, Instrument, Module
from turin.db import db


def course(key: str) -> Course | None:
    """Return a course with its modules, the instruments that they teach, and who is bound."""
    modules = selectinload(Course.modules).joinedload(CourseModule.module)
    return db.session.scalars(
        select(Course)
        .options(modules.selectinload(Module.instruments).selectinload(Instrument.ratifications))
        .where(Course.key == key)
    ).one_or_none()


def courses() -> list[Course]:
    """Return every course, by key."""
    return list(db.session.scalars(select(Course).order_by(Course.key)))
