"""Who is asked to put candidates forward for an activity, and what she answers."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from turin.db import Base
from turin.db.base import held


class Reply(StrEnum):
    """What an organisation answers to a call."""

    NOMINATES = "nominates"
    NOT_THIS_TIME = "not-this-time"
    WRONG_PERSON = "wrong-person"

    @property
    def label(self) -> str:
        """It in the words of who answers, in the reader's language."""
        return str(_REPLIES[self])


_REPLIES = {
    Reply.NOMINATES: _l("We nominate somebody"),
    Reply.NOT_THIS_TIME: _l("Not this time"),
    Reply.WRONG_PERSON: _l("You have the wrong person"),
}


class Called(Base):
    """Somebody to whom the call of an activity goes, for her organisation.

    ``reply`` is the last one she gave, ``words`` what she wrote with it.
    """

    __tablename__ = "called"
    __table_args__ = (
        UniqueConstraint("activity_id", "email_key"),
        {"info": held("special", "asking organisations for candidates", "12 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    organisation: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    added_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    reply: Mapped[Reply | None]
    replied_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(LongText, default="")
    activity: Mapped[Activity] = relationship()
