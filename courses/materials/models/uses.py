"""What uses a work: a course, an activity that hands it out, a module."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.catalogue.models import Course, Module
from courses.materials.models.works import PUBLIC, Work
from turin.db import Base


class CourseMaterial(Base):
    """That a course uses a work."""

    __tablename__ = "course_material"
    __table_args__ = ({"info": PUBLIC},)

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    course: Mapped[Course] = relationship()
    work: Mapped[Work] = relationship()


class ActivityMaterial(Base):
    """That an activity hands out a work.

    ``noted``: its coordinators see which participants have fetched it, who are told so beside it.
    """

    __tablename__ = "activity_material"
    __table_args__ = ({"info": PUBLIC},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    noted: Mapped[bool] = mapped_column(default=False)
    activity: Mapped[Activity] = relationship()
    work: Mapped[Work] = relationship()


class ModuleMaterial(Base):
    """That a module uses a work; by this the library is filtered by theme."""

    __tablename__ = "module_material"
    __table_args__ = (
        Index("ix_module_material_work_id", "work_id"),
        {"info": PUBLIC},
    )

    module_id: Mapped[int] = mapped_column(
        ForeignKey("module.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[Module] = relationship()
    work: Mapped[Work] = relationship()
