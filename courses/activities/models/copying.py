"""What an activity was copied from, and what could not be copied as it was."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models.activity import Activity
from turin.db import Base
from turin.db.base import held


class Part(StrEnum):
    """What may be taken over from an earlier run, or left out."""

    TEXTS = "texts"
    MODULES = "modules"
    SESSIONS = "sessions"
    ROOMS = "rooms"
    TRAINERS = "trainers"
    MATERIALS = "materials"
    COORDINATORS = "coordinators"
    CHECKLIST = "checklist"
    REMINDERS = "reminders"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_PARTS[self])


_PARTS = {
    Part.TEXTS: _l("Texts"),
    Part.MODULES: _l("Modules"),
    Part.SESSIONS: _l("Sessions"),
    Part.ROOMS: _l("Rooms of the sessions"),
    Part.TRAINERS: _l("Trainers of the sessions"),
    Part.MATERIALS: _l("Materials"),
    Part.COORDINATORS: _l("Coordinators"),
    Part.CHECKLIST: _l("Checklist"),
    Part.REMINDERS: _l("Reminders"),
}


class ActivityCopy(Base):
    """That an activity was copied from another one.

    ``gaps`` says of each session, by its number, what it could not keep; schedule writes and reads
    it.
    """

    __tablename__ = "activity_copy"
    __table_args__ = ({"info": held("internal", "telling what is to be looked at after copying")},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    source_id: Mapped[int | None] = mapped_column(
        ForeignKey("activity.id", ondelete="SET NULL"), index=True
    )
    gaps: Mapped[dict[str, Any]] = mapped_column(default=dict)
    activity: Mapped[Activity] = relationship(foreign_keys=activity_id)
    source: Mapped[Activity | None] = relationship(foreign_keys=source_id)
