"""Activities, their languages, organisers, modules as taught, and who coordinates them."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models.backing import Backing
from courses.catalogue.models import Course, Module, Sourced, Term
from turin import clock
from turin.db import Base
from turin.db.base import LONG_AGO, held
from turin.db.types import PartialDate, Text
from turin.organisations.models import Organisation
from turin.people.models import Person

PUBLIC = held("public", "announcing what takes place")


class Kind(StrEnum):
    """What sort of activity it is."""

    COURSE = "course"  # a run of a course
    SEMINAR = "seminar"
    MEETING = "meeting"


class Delivery(StrEnum):
    """Where people take part."""

    TURIN = "turin"
    FIELD = "field"
    ONLINE = "online"
    BLENDED = "blended"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_DELIVERIES[self])


_DELIVERIES = {
    Delivery.TURIN: _l("Turin campus"),
    Delivery.FIELD: _l("In the field"),
    Delivery.ONLINE: _l("Online"),
    Delivery.BLENDED: _l("Partly online"),
}


class State(StrEnum):
    """Where an activity stands. Past ones that we only know of are closed."""

    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STATES[self])


_STATES = {
    State.DRAFT: _l("Draft"),
    State.APPROVED: _l("Approved"),
    State.OPEN: _l("Open for applications"),
    State.CONFIRMED: _l("Confirmed"),
    State.RUNNING: _l("Running"),
    State.CLOSED: _l("Closed"),
    State.POSTPONED: _l("Postponed"),
    State.CANCELLED: _l("Cancelled"),
}
PUBLISHED = tuple(state for state in State if state not in {"draft", "approved"})


class Choice(StrEnum):
    """How seats are given."""

    SELECTION = "selection"  # chosen after the deadline
    FIRST_COME = "first_come"
    INVITATION = "invitation"


class CentrePart(StrEnum):
    """What the Centre itself did in an activity."""

    ORGANISED = "organised"
    CONTRIBUTED = "contributed"
    CITED = "cited"  # we only know of it


class Activity(Sourced, Base):
    """A run of a course, or a seminar.

    ``key`` names it in addresses: its code, or a word for a past one that had none. ``starts`` and
    ``ends`` are as precise as is known. ``certificate_title`` may be a neutral one, so that a
    certificate does not betray a union course. ``attendance_share`` is in per cent of the minutes.
    ``reminder_days`` are how many days before the first day participants are reminded of it.
    """

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_starts_id", "starts", "id"),
        Index("ix_activity_state_starts", "state", "starts"),
        CheckConstraint("seats is null or seats > 0", name="seats_positive"),
        CheckConstraint("attendance_share between 1 and 100", name="attendance_share_percent"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    code: Mapped[str | None] = mapped_column(String(20), unique=True)
    kind: Mapped[Kind]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    title: Mapped[Text]
    summary: Mapped[Text] = mapped_column(default=Text)
    for_whom: Mapped[Text] = mapped_column(default=Text)
    certificate_title: Mapped[Text] = mapped_column(default=Text)
    starts: Mapped[PartialDate]
    ends: Mapped[PartialDate | None]
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.TURIN)
    venue: Mapped[Text] = mapped_column(default=Text)
    city: Mapped[Text] = mapped_column(default=Text)
    country: Mapped[str | None] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Rome")
    seats: Mapped[int | None]
    minimum: Mapped[int | None]
    audience: Mapped[list[str]] = mapped_column(default=list)
    audience_regions: Mapped[list[str]] = mapped_column(default=list)
    choice: Mapped[Choice] = mapped_column(default=Choice.SELECTION)
    deadline: Mapped[date | None]
    answer_by: Mapped[date | None]
    centre_part: Mapped[CentrePart] = mapped_column(default=CentrePart.ORGANISED)
    fee: Mapped[Text] = mapped_column(default=Text)
    attendance_share: Mapped[int] = mapped_column(default=80)
    reminder_days: Mapped[list[int]] = mapped_column(
        default=lambda: [7, 1], server_default="[7, 1]"
    )
    moves: Mapped[int] = mapped_column(default=0)  # how often its dates were changed
    # How often what calendars show of it was changed, and when: see `courses.schedule.calendars`.
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, server_default=LONG_AGO)
    course: Mapped[Course | None] = relationship()
    languages: Mapped[list["ActivityLanguage"]] = relationship(
        order_by="ActivityLanguage.position", cascade="all, delete-orphan", lazy="selectin"
    )
    organisers: Mapped[list["ActivityOrganiser"]] = relationship(
        order_by="ActivityOrganiser.position", cascade="all, delete-orphan"
    )
    modules: Mapped[list["ActivityModule"]] = relationship(
        order_by="ActivityModule.position", cascade="all, delete-orphan"
    )
    coordinators: Mapped[list["ActivityCoordinator"]] = relationship(
        cascade="all, delete-orphan", order_by="ActivityCoordinator.person_id"
    )
    assistants: Mapped[list["ActivityAssistant"]] = relationship(
        cascade="all, delete-orphan", order_by="ActivityAssistant.person_id"
    )
    backing: Mapped[Backing | None] = relationship(cascade="all, delete-orphan")
    terms: Mapped[list[Term]] = relationship(
        secondary="activity_term", order_by=(Term.position, Term.id)
    )


class ActivityLanguage(Base):
    """A language in which one takes part; ``interpreted`` if the trainers speak another."""

    __tablename__ = "activity_language"
    __table_args__ = (
        Index("ix_activity_language_language_activity_id", "language", "activity_id"),
        {"info": PUBLIC},
    )

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    interpreted: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class ActivityOrganiser(Base):
    """An organisation that organises, hosts or takes part in organising an activity."""

    __tablename__ = "activity_organiser"
    __table_args__ = ({"info": PUBLIC},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class ActivityModule(Base):
    """A module as this activity teaches it: a snapshot that later changes leave alone."""

    __tablename__ = "activity_module"
    __table_args__ = (
        UniqueConstraint("activity_id", "position"),
        Index("ix_activity_module_module_id_activity_id", "module_id", "activity_id"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id", ondelete="SET NULL"))
    position: Mapped[int]
    title: Mapped[Text]
    objectives: Mapped[Text] = mapped_column(default=Text)
    hours: Mapped[int | None]
    module: Mapped[Module | None] = relationship()


class ActivityCoordinator(Base):
    """That a person runs an activity; only she and administrators see who applies for it."""

    __tablename__ = "activity_coordinator"
    __table_args__ = ({"info": held("internal", "deciding who sees its applicants")},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    person: Mapped[Person] = relationship(lazy="joined")


class ActivityAssistant(Base):
    """That a person does the daily work on an activity, and decides nothing in it."""

    __tablename__ = "activity_assistant"
    __table_args__ = ({"info": held("internal", "deciding who sees its applicants")},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    person: Mapped[Person] = relationship(lazy="joined")


class Question(Base):
    """What somebody asked about an activity; it goes to its coordinators by mail."""

    __tablename__ = "question"
    __table_args__ = ({"info": held("personal", "answering what she asked", "12 months")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(LongText)
    asked_at: Mapped[datetime]
    activity: Mapped[Activity] = relationship()
