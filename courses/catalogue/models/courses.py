"""Courses, modules and instruments, each fact with its source."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.catalogue.models.sourced import Sourced
from courses.catalogue.models.terms import Term
from turin.db import Base
from turin.db.base import held
from turin.db.types import PartialDate, Text
from turin.organisations.models import Organisation

PUBLIC = held("public", "telling what is taught")
CITED = "cited"  # the kind of a course that others give


class InstrumentKind(StrEnum):
    """What sort of standard an instrument is."""

    CONVENTION = "convention"
    RECOMMENDATION = "recommendation"
    UN_TREATY = "un_treaty"
    FRAMEWORK = "framework"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    InstrumentKind.CONVENTION: _l("ILO Convention"),
    InstrumentKind.RECOMMENDATION: _l("ILO Recommendation"),
    InstrumentKind.UN_TREATY: _l("United Nations treaty"),
    InstrumentKind.FRAMEWORK: _l("Non-binding framework"),
}


class Mode(StrEnum):
    """The act by which a country came to be bound: three different acts."""

    RATIFICATION = "ratification"
    ACCESSION = "accession"
    SUCCESSION = "succession"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_MODES[self])


_MODES = {
    Mode.RATIFICATION: _l("ratification"),
    Mode.ACCESSION: _l("accession"),
    Mode.SUCCESSION: _l("succession"),
}


class Instrument(Sourced, Base):
    """A convention, recommendation, treaty or framework; ``key`` as the ILO writes it: C097."""

    __tablename__ = "instrument"
    __table_args__ = ({"info": PUBLIC},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[InstrumentKind]
    number: Mapped[int | None]
    title: Mapped[Text]
    year: Mapped[int | None]
    adopted: Mapped[PartialDate | None]
    in_force: Mapped[PartialDate | None]
    ratifications: Mapped[list["Ratification"]] = relationship(
        back_populates="instrument", order_by="Ratification.country", cascade="all, delete-orphan"
    )

    @property
    def written(self) -> Text:
        """How people write its key when they look for it: C097 and C97."""
        return Text(und=f"{self.key} {self.key[:1]}{self.number or ''}")


class Ratification(Sourced, Base):
    """That a country is recorded here as bound by an instrument.

    No row means "not recorded here", never "not ratified".
    """

    __tablename__ = "ratification"
    __table_args__ = (
        UniqueConstraint("instrument_id", "country"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id", ondelete="CASCADE"))
    country: Mapped[str] = mapped_column(String(2))
    mode: Mapped[Mode | None]
    date: Mapped[PartialDate | None]
    date_source: Mapped[str] = mapped_column(String(300), default="")
    instrument: Mapped[Instrument] = relationship(back_populates="ratifications")


class LawRevision(Sourced, Base):
    """That a country revised its law or policy on migration with the ILO's support.

    No row means "not recorded here". ``what`` says more, where a source does.
    """

    __tablename__ = "law_revision"
    __table_args__ = (Index("ix_law_revision_country", "country"), {"info": PUBLIC})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    country: Mapped[str] = mapped_column(String(2))
    what: Mapped[Text] = mapped_column(default=Text)
    date: Mapped[PartialDate | None]
    date_source: Mapped[str] = mapped_column(String(300), default="")


class LegislativeProfiles(Sourced, Base):
    """A set of profiles of what national law says on what instruments ask for.

    ``count`` is how many the source counts, ``countries`` are those that it names: of the others we
    do not know which they are.
    """

    __tablename__ = "legislative_profiles"
    __table_args__ = ({"info": PUBLIC},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Text]
    count: Mapped[int | None]
    countries: Mapped[list[str]] = mapped_column(default=list)
    instruments: Mapped[list[Instrument]] = relationship(
        secondary="profiled_instrument", order_by=Instrument.key
    )


class ProfiledInstrument(Base):
    """That a set of legislative profiles is about an instrument."""

    __tablename__ = "profiled_instrument"
    __table_args__ = ({"info": PUBLIC},)

    profiles_id: Mapped[int] = mapped_column(
        ForeignKey("legislative_profiles.id", ondelete="CASCADE"), primary_key=True
    )
    instrument_id: Mapped[int] = mapped_column(
        ForeignKey("instrument.id", ondelete="CASCADE"), primary_key=True
    )


class ModuleInstrument(Base):
    """That a module teaches an instrument."""

    __tablename__ = "module_instrument"
    __table_args__ = ({"info": PUBLIC},)

    module_id: Mapped[int] = mapped_column(
        ForeignKey("module.id", ondelete="CASCADE"), primary_key=True
    )
    instrument_id: Mapped[int] = mapped_column(
        ForeignKey("instrument.id", ondelete="CASCADE"), primary_key=True
    )


class Module(Sourced, Base):
    """A part that courses share. What an activity taught is a snapshot (see activities)."""

    __tablename__ = "module"
    __table_args__ = ({"info": PUBLIC},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Text]
    objectives: Mapped[Text] = mapped_column(default=Text)
    hours: Mapped[int | None]
    instruments: Mapped[list[Instrument]] = relationship(
        secondary="module_instrument", order_by=Instrument.key
    )


class CourseModule(Base):
    """That a course uses a module, and where in its order."""

    __tablename__ = "course_module"
    __table_args__ = ({"info": PUBLIC},)

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id", ondelete="CASCADE"), primary_key=True
    )
    module_id: Mapped[int] = mapped_column(
        ForeignKey("module.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    module: Mapped[Module] = relationship(lazy="joined")


class Course(Sourced, Base):
    """The plan behind its runs. ``audience`` lists constituent groups, ``languages`` codes."""

    __tablename__ = "course"
    __table_args__ = ({"info": PUBLIC},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(40), default="course")
    title: Mapped[Text]
    summary: Mapped[Text] = mapped_column(default=Text)
    for_whom: Mapped[Text] = mapped_column(default=Text)
    audience: Mapped[list[str]] = mapped_column(default=list)
    languages: Mapped[list[str]] = mapped_column(default=list)
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    organiser: Mapped[Organisation | None] = relationship()
    modules: Mapped[list[CourseModule]] = relationship(
        order_by=CourseModule.position, cascade="all, delete-orphan"
    )
    terms: Mapped[list[Term]] = relationship(
        secondary="course_term", order_by=(Term.position, Term.id)
    )


class CourseInterest(Base):
    """That somebody asked to be told when a course has dates."""

    __tablename__ = "course_interest"
    __table_args__ = (
        UniqueConstraint("course_id", "email_key"),
        {"info": held("personal", "telling her when the course has dates", "24 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime]
    course: Mapped[Course] = relationship()
