"""Vocabularies, their terms, and which of them a course has."""

import secrets
from collections.abc import Iterable
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from courses.catalogue.models.sourced import Sourced
from turin.db import Base
from turin.db.base import held
from turin.db.types import Text


class Vocabulary(StrEnum):
    """A list of words that coordinators keep themselves."""

    THEME = "theme"
    COMPONENT = "component"  # of the ILO's plan of action for migrant workers
    PROGRAMME = "programme"
    OUTCOME = "outcome"
    PROJECT = "project"
    DONOR = "donor"
    FUNDING = "funding"
    RUBRIC = "rubric"  # by which those who apply are looked at

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_VOCABULARIES[self])

    @property
    def one(self) -> str:
        """What one of its terms is."""
        return str(_ONE[self])


_VOCABULARIES = {
    Vocabulary.THEME: _l("Themes"),
    Vocabulary.COMPONENT: _l("Components of the plan of action"),
    Vocabulary.PROGRAMME: _l("Programmes"),
    Vocabulary.OUTCOME: _l("ILO outcomes"),
    Vocabulary.PROJECT: _l("Projects"),
    Vocabulary.DONOR: _l("Donors"),
    Vocabulary.FUNDING: _l("Kinds of funding"),
    Vocabulary.RUBRIC: _l("Rubrics of the selection"),
}
_ONE = {
    Vocabulary.THEME: _l("Theme"),
    Vocabulary.COMPONENT: _l("Component of the plan of action"),
    Vocabulary.PROGRAMME: _l("Programme"),
    Vocabulary.OUTCOME: _l("ILO outcome"),
    Vocabulary.PROJECT: _l("Project"),
    Vocabulary.DONOR: _l("Donor"),
    Vocabulary.FUNDING: _l("Kind of funding"),
    Vocabulary.RUBRIC: _l("Rubric of the selection"),
}


class Term(Sourced, Base):
    """A word of a vocabulary. A retired one is offered no more, and stays where it was chosen.

    ``key`` names it in catalogue files and in the addresses of filters.
    """

    __tablename__ = "term"
    __table_args__ = ({"info": held("public", "telling what an activity is about and who pays")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    vocabulary: Mapped[Vocabulary]
    key: Mapped[str] = mapped_column(
        String(60), unique=True, default=lambda: f"term_{secrets.token_hex(6)}"
    )
    name: Mapped[Text]
    description: Mapped[Text] = mapped_column(default=Text)
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class CourseTerm(Base):
    """That a course is about a theme, or serves a component of the plan of action."""

    __tablename__ = "course_term"
    __table_args__ = (
        Index("ix_course_term_term_id", "term_id"),
        {"info": held("public", "telling what is taught")},
    )

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id", ondelete="CASCADE"), primary_key=True
    )
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)


def those_of(terms: Iterable[Term], vocabulary: Vocabulary) -> list[Term]:
    """Return those of ``terms`` that are words of one vocabulary."""
    return [one for one in terms if one.vocabulary is vocabulary]
