"""Work -> edition -> translation -> file. "Text not held" is a state, not an error."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.catalogue.models import Sourced
from courses.materials.models.kinds import Audience, Licence, Part, TranslationState, WorkKind
from turin.db import Base
from turin.db.base import held
from turin.db.types import PartialDate, Text
from turin.organisations.models import Organisation

PUBLIC = held("public", "handing out materials")


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


# The order of the library. SQLite knows no NULLS in an index; there lists are short.
Index("ix_work_year_key", Work.year.desc().nulls_last(), Work.key).ddl_if(dialect="postgresql")


class WorkPublisher(Base):
    """An organisation that publishes a work."""

    __tablename__ = "work_publisher"
    __table_args__ = (
        Index("ix_work_publisher_organisation_id_work_id", "organisation_id", "work_id"),
        {"info": PUBLIC},
    )

    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class EditionOrganisation(Base):
    """An organisation that publishes an edition with others than the work, or is its partner."""

    __tablename__ = "edition_organisation"
    __table_args__ = (
        Index("ix_edition_organisation_organisation_id", "organisation_id"),
        {"info": PUBLIC},
    )

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    part: Mapped[Part] = mapped_column(default=Part.PUBLISHER)
    position: Mapped[int] = mapped_column(default=0)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class Edition(Base):
    """An edition of a work: regional, dated. A work without any named edition has one unnamed."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("work_id", "position"),
        Index("ix_edition_year_work_id", "year", "work_id"),
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

    organisations: Mapped[list[EditionOrganisation]] = relationship(
        order_by=EditionOrganisation.position, cascade="all, delete-orphan"
    )
    translations: Mapped[list["Translation"]] = relationship(
        order_by="Translation.language",
        cascade="all, delete-orphan",
        back_populates="edition",
    )

    @property
    def number(self) -> int:
        """By which its translations' addresses name it: its place in the work, from 1."""
        return self.position + 1


class Translation(Base):
    """An edition in one language, the original among them.

    ``version`` rises whenever its text changes. It was made from the ``derived_version`` of
    ``derived_from``, in this edition or another; where that has moved on, it is stale.
    """

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("edition_id", "language"),
        Index("ix_translation_derived_from_id", "derived_from_id"),
        Index("ix_translation_language_state_edition_id", "language", "state", "edition_id"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[TranslationState] = mapped_column(default=TranslationState.PUBLISHED)
    isbn: Mapped[str] = mapped_column(String(20), default="")
    year: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    derived_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("translation.id", ondelete="SET NULL")
    )
    derived_version: Mapped[int | None]
    translator: Mapped[str] = mapped_column(
        String(200), default="", info=held("public", "naming who translated what is published")
    )
    source: Mapped[str] = mapped_column(String(400), default="")
    confidence: Mapped[str] = mapped_column(String(10), default="")
    edition: Mapped[Edition] = relationship(back_populates="translations")
    derived_from: Mapped["Translation | None"] = relationship(remote_side="Translation.id")
    changes: Mapped[list["TranslationChange"]] = relationship(
        order_by="TranslationChange.version", cascade="all, delete-orphan"
    )
    files: Mapped[list["MaterialFile"]] = relationship(
        order_by="MaterialFile.position", cascade="all, delete-orphan", back_populates="translation"
    )

    @property
    def open_to_all(self) -> bool:
        """Whether anybody may have its files."""
        return self.state.has_come_out and self.edition.work.audience == Audience.ALL


class TranslationChange(Base):
    """What is new in a version of a translation, for who translates it further."""

    __tablename__ = "translation_change"
    __table_args__ = ({"info": PUBLIC},)

    translation_id: Mapped[int] = mapped_column(
        ForeignKey("translation.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(LongText)
    changed_at: Mapped[datetime]


class MaterialFile(Base):
    """A file that we hold of one version of a translation: one of its formats, or of its parts.

    ``size`` in octets, ``duration`` in seconds.
    """

    __tablename__ = "material_file"
    __table_args__ = (
        UniqueConstraint("translation_id", "version", "name"),
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
    duration: Mapped[int | None]
    licence: Mapped[Licence] = mapped_column(default=Licence.UNKNOWN)
    attribution: Mapped[str] = mapped_column(String(400), default="")
    added_at: Mapped[datetime]
    translation: Mapped[Translation] = relationship(back_populates="files")
