"""Who is asked to teach which sessions of an activity, and what she answers."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.schedule.models import Session
from turin.db import Base
from turin.db.base import held
from turin.people.keys import LONGEST_NAME_KEY
from turin.people.models import Person


class Teaches(StrEnum):
    """What she answers."""

    YES = "yes"
    NO = "no"

    @property
    def label(self) -> str:
        """It in her words, in the reader's language."""
        return str(_ANSWERS[self])


_ANSWERS = {
    Teaches.YES: _l("I will teach these sessions"),
    Teaches.NO: _l("I cannot teach them"),
}


class InvitedSession(Base):
    """That an invitation asks for a session."""

    __tablename__ = "invited_session"
    __table_args__ = ({"info": held("internal", "planning who teaches")},)

    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True
    )
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Invitation(Base):
    """Somebody who is asked to teach; ``person`` once we know who she is.

    The keys of her name and address say whether she was asked before: a mailbox may serve several.

    ``letters`` counts how often she was written to; ``answer`` is the last one she gave, ``words``
    what she wrote with it.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("activity_id", "email_key", "name_key"),
        {"info": held("personal", "asking her to teach", "12 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_NAME_KEY))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    letters: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    sent_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    answer: Mapped[Teaches | None]
    answered_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(LongText, default="")
    activity: Mapped[Activity] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    sessions: Mapped[list[Session]] = relationship(
        secondary="invited_session", order_by=(Session.starts_at, Session.id)
    )
