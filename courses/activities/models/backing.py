"""Who is behind an activity, what it costs, and for whom its seats are meant."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.catalogue.models import Term, Vocabulary
from turin.db import Base
from turin.db.base import held
from turin.db.types import Text

# The vocabularies of which an activity has one term each: who is behind it, and who pays.
BEHIND = (
    Vocabulary.PROGRAMME,
    Vocabulary.OUTCOME,
    Vocabulary.PROJECT,
    Vocabulary.DONOR,
    Vocabulary.FUNDING,
)


class ActivityTerm(Base):
    """That an activity is about a theme, or serves a component of the plan of action."""

    __tablename__ = "activity_term"
    __table_args__ = (
        Index("ix_activity_term_term_id_activity_id", "term_id", "activity_id"),
        {"info": held("public", "telling what takes place")},
    )

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)


class Backing(Base):
    """Who is behind an activity, what it costs a participant, and for whom its seats are meant.

    ``tuition`` and ``subsistence`` are whole units of ``currency``; travel is in neither. An empty
    ``cancellation`` stands for the usual terms. ``decide_by`` is the day on which is decided
    whether enough people come. ``targets`` are seats by constituent group and by sex (f, m).
    ``countries``: only people from these may apply, since a project pays for them; none: everybody.
    """

    __tablename__ = "activity_backing"
    __table_args__ = (
        CheckConstraint("tuition is null or tuition >= 0", name="tuition_not_negative"),
        CheckConstraint("subsistence is null or subsistence >= 0", name="subsistence_not_negative"),
        {"info": held("internal", "planning with whom and with what money")},
    )

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    donor_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    funding_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    tuition: Mapped[int | None]
    subsistence: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    cancellation: Mapped[Text] = mapped_column(default=Text)
    expected: Mapped[Text] = mapped_column(default=Text)
    decide_by: Mapped[date | None]
    targets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    countries: Mapped[list[str]] = mapped_column(default=list)
    programme: Mapped[Term | None] = relationship(foreign_keys=programme_id)
    outcome: Mapped[Term | None] = relationship(foreign_keys=outcome_id)
    project: Mapped[Term | None] = relationship(foreign_keys=project_id)
    donor: Mapped[Term | None] = relationship(foreign_keys=donor_id)
    funding: Mapped[Term | None] = relationship(foreign_keys=funding_id)
