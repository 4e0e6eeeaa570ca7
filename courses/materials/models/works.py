"""Work -> edition -> translation -> file. "Text not held" is a state, not an error."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.catalogue.models import Course, Module, Sourced
from turin.db import Base
from turin.db.base import held
from turin.db.types import PartialDate, Text
from turin.organisations.models import Organisation

PUBLIC = held("public", "handing out materials")


class WorkKind(StrEnum):
    """What sort of thing a work is."""

    FRAMEWORK = "framework"
    HANDBOOK = "handbook"
    MANUAL = "manual"
    TOOLKIT = "toolkit"
    TRAINING_MODULES = "training_modules"
    BOOKLET = "booklet"
    POLICY_BRIEF = "policy_brief"
    STUDIES = "studies"
    DATASET = "dataset"
    DATABASE = "database"
    TOOL = "tool"
    VIDEO = "video"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    WorkKind.FRAMEWORK: _l("Framework"),
    WorkKind.HANDBOOK: _l("Handbook"),
    WorkKind.MANUAL: _l("Manual"),
    WorkKind.TOOLKIT: _l("Toolkit"),
    WorkKind.TRAINING_MODULES: _l("Training modules"),
    WorkKind.BOOKLET: _l("Booklet"),
    WorkKind.POLICY_BRIEF: _l("Policy brief"),
    WorkKind.STUDIES: _l("Studies"),
    WorkKind.DATASET: _l("Data set"),
    WorkKind.DATABASE: _l("Database"),
    WorkKind.TOOL: _l("Survey tool"),
    WorkKind.VIDEO: _l("Video"),
}


class TranslationState(StrEnum):
    """How far a translation is."""

    PLANNED = "planned"
    IN_TRANSLATION = "in_translation"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STATES[self])


_STATES = {
    TranslationState.PLANNED: _l("Planned"),
    TranslationState.IN_TRANSLATION: _l("Being translated"),
    TranslationState.IN_REVIEW: _l("In review"),
    TranslationState.PUBLISHED: _l("Published"),
    TranslationState.SUPERSEDED: _l("Replaced by a newer one"),
}


class Audience(StrEnum):
    """Who may download the files of a work."""

    ALL = "all"
    PARTICIPANTS = "participants"  # of an activity that uses it
    STAFF = "staff"


class Work(Sourced, Base):
    """A handbook, manual or dataset as such."""

    __tablename__ = "work"
    __table_args__ = ({"info": PUBLIC},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[WorkKind]
    title: Mapped[Text]
    summary: Mapped[Text] = mapped_column(default=Text)
    year: Mapped[int | None]
    isbn: Mapped[str] = mapped_column(String(20), default="")
    audience: Mapped[Audience] = mapped_column(default=Audience.ALL)
    for_groups: Mapped[list[str]] = mapped_column(default=list)
    in_preparation: Mapped[PartialDate | None]  # said to be in preparation at that date
    sample: Mapped[bool] = mapped_column(default=False)
    publishers: Mapped[list["WorkPublisher"]] = relationship(
        order_by="WorkPublisher.position", cascade="all, delete-orphan"
    )
    editions: Mapped[list["Edition"]] = relationship(
        order_by="Edition.position", cascade="all, delete-orphan", back_populates="work"
    )


class WorkPublisher(Base):
    """An organisation that publishes a work."""

    __tablename__ = "work_publisher"
    __table_args__ = ({"info": PUBLIC},)

    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class Edition(Base):
    """An edition of a work: regional, dated. A work without any named edition has one unnamed."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("work_id", "position"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Text] = mapped_column(default=Text)
    year: Mapped[int | None]
    isbn: Mapped[str] = mapped_column(String(20), default="")
    launched: Mapped[PartialDate | None]
    launch_place: Mapped[Text] = mapped_column(default=Text)
    work: Mapped[Work] = relationship(back_populates="editions")
    translations: Mapped[list["Translation"]] = relationship(
        order_by="Translation.language",
        cascade="all, delete-orphan",
        back_populates="edition",
    )


class Translation(Base):
    """An edition in one language, the original among them."""

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("edition_id", "language"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[TranslationState] = mapped_column(default=TranslationState.PUBLISHED)
    isbn: Mapped[str] = mapped_column(String(20), default="")
    year: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(400), default="")
    confidence: Mapped[str] = mapped_column(String(10), default="")
    edition: Mapped[Edition] = relationship(back_populates="translations")
    files: Mapped[list["MaterialFile"]] = relationship(
        order_by="MaterialFile.position", cascade="all, delete-orphan", back_populates="translation"
    )


class MaterialFile(Base):
    """A file that we hold: one format of one version of a translation. ``size`` in octets."""

    __tablename__ = "material_file"
    __table_args__ = (
        UniqueConstraint("translation_id", "format", "version"),
        Index("ix_material_file_sha256", "sha256"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    format: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    pages: Mapped[int | None]
    added_at: Mapped[datetime]
    translation: Mapped[Translation] = relationship(back_populates="files")


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
    """That an activity hands out a work."""

    __tablename__ = "activity_material"
    __table_args__ = ({"info": PUBLIC},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    activity: Mapped[Activity] = relationship()
    work: Mapped[Work] = relationship()


class ModuleMaterial(Base):
    """That a module uses a work; by this the library is filtered by theme."""

    __tablename__ = "module_material"
    __table_args__ = ({"info": PUBLIC},)

    module_id: Mapped[int] = mapped_column(
        ForeignKey("module.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[Module] = relationship()
    work: Mapped[Work] = relationship()
