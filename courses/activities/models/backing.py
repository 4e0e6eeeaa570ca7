"""Who is behind an activity, what it costs, and for whom its seats are meant."""

from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from turin.db import Base
from turin.db.base import held
from turin.db.types import Text


class Vocabulary(StrEnum):
    """A list of words that coordinators keep themselves."""

    PROGRAMME = "programme"
    OUTCOME = "outcome"
    PROJECT = "project"
    DONOR = "donor"
    FUNDING = "funding"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_VOCABULARIES[self])

    @property
    def one(self) -> str:
        """What one of its terms is."""
        return str(_ONE[self])


_VOCABULARIES = {
    Vocabulary.PROGRAMME: _l("Programmes"),
    Vocabulary.OUTCOME: _l("ILO outcomes"),
    Vocabulary.PROJECT: _l("Projects"),
    Vocabulary.DONOR: _l("Donors"),
    Vocabulary.FUNDING: _l("Kinds of funding"),
}
_ONE = {
    Vocabulary.PROGRAMME: _l("Programme"),
    Vocabulary.OUTCOME: _l("ILO outcome"),
    Vocabulary.PROJECT: _l("Project"),
    Vocabulary.DONOR: _l("Donor"),
    Vocabulary.FUNDING: _l("Kind of funding"),
}


class Term(Base):
    """A word of a vocabulary. A retired one is offered no more, and stays where it was chosen."""

    __tablename__ = "term"
    __table_args__ = ({"info": held("public", "telling who is behind an activity")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    vocabulary: Mapped[Vocabulary]
    name: Mapped[Text]
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


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
