"""What came of an activity, and what its participants undertook to do.

"Text not held" is a legitimate state: an outcome without words is one that we only know of.
"""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.catalogue.models import Sourced
from turin.db import Base
from turin.db.base import held
from turin.db.types import PartialDate, Text
from turin.organisations.models import Organisation
from turin.people.models import Person


class Kind(StrEnum):
    """What sort of outcome it is."""

    DECLARATION = "declaration"
    ACTION_PLAN = "action_plan"
    ROAD_MAP = "road_map"
    CONCLUSIONS = "conclusions"
    FRAMEWORK = "framework"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    Kind.DECLARATION: _l("Declaration"),
    Kind.ACTION_PLAN: _l("Action plan"),
    Kind.ROAD_MAP: _l("Road map"),
    Kind.CONCLUSIONS: _l("Conclusions"),
    Kind.FRAMEWORK: _l("Framework"),
}


class State(StrEnum):
    """How far a commitment is kept."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STATES[self])


_STATES = {
    State.OPEN: _l("Not begun"),
    State.UNDER_WAY: _l("Under way"),
    State.DONE: _l("Kept"),
    State.DROPPED: _l("Given up"),
}
AWAITED = (State.OPEN, State.UNDER_WAY)


class Outcome(Sourced, Base):
    """A declaration, action plan, road map or conclusions; ``words`` is its text, if we hold it.

    ``key`` names it in catalogue files. Only what is ``published`` is shown to everybody.
    """

    __tablename__ = "outcome"
    __table_args__ = ({"info": held("public", "telling what came of it")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[Kind]
    title: Mapped[Text]
    words: Mapped[Text] = mapped_column(default=Text)
    adopted: Mapped[PartialDate | None]
    published: Mapped[bool] = mapped_column(default=False)
    activity: Mapped[Activity] = relationship()
    commitments: Mapped[list["Commitment"]] = relationship(
        order_by="Commitment.number", cascade="all, delete-orphan", back_populates="outcome"
    )


class Commitment(Base):
    """What an organisation undertook in an outcome; ``number`` is its place there, from 1.

    ``owner`` is as it was written, ``owner_key`` the same as it is looked for; ``organisation`` is
    who it is, if it is one that we know.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("outcome_id", "number"),
        Index("ix_commitment_state_due", "state", "due"),
        {"info": held("internal", "following up what was undertaken")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id", ondelete="CASCADE"))
    number: Mapped[int]
    words: Mapped[Text]
    owner: Mapped[str] = mapped_column(String(200), default="")
    owner_key: Mapped[str] = mapped_column(String(400), default="")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    due: Mapped[PartialDate | None]
    state: Mapped[State] = mapped_column(default=State.OPEN)
    outcome: Mapped[Outcome] = relationship(back_populates="commitments")
    organisation: Mapped[Organisation | None] = relationship()
    progress: Mapped[list["Progress"]] = relationship(
        order_by="Progress.id.desc()", cascade="all, delete-orphan"
    )


class Progress(Base):
    """That a commitment came to be in a state, and what is known of it: never changed."""

    __tablename__ = "commitment_progress"
    __table_args__ = ({"info": held("internal", "following up what was undertaken")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(
        ForeignKey("commitment.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[State]
    words: Mapped[str] = mapped_column(LongText, default="")
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    noted_by: Mapped[Person | None] = relationship(lazy="joined")
