"""What was sent to be imported, as long as she may still want it."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from turin.db import Base
from turin.db.base import held


class Kind(StrEnum):
    """What a sheet tells of."""

    SESSIONS = "sessions"
    ROOMS = "rooms"
    TRAINERS = "trainers"
    PROGRAMMES = "programmes"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    Kind.SESSIONS: _l("Sessions"),
    Kind.ROOMS: _l("Rooms"),
    Kind.TRAINERS: _l("Trainers"),
    Kind.PROGRAMMES: _l("Activities with their sessions"),
}


class ImportFile(Base):
    """A sheet that somebody sent; ``sealed`` opens for her alone, and only as it was sent.

    ``pasted`` is one that was typed or pasted, without a file. ``done_at`` is when it was imported:
    then nothing is left of what was in it.
    """

    __tablename__ = "import_file"
    __table_args__ = (
        Index("ix_import_file_sent_at", "sent_at"),
        Index("ix_import_file_person_id", "person_id"),
        {"info": held("internal", "looking at an import before it is done", "an hour")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[Kind]
    activity_id: Mapped[int | None] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(LongText, info=held("personal"))
    pasted: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    activity: Mapped[Activity | None] = relationship()
