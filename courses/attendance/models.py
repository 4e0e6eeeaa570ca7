"""The marks of attendance."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.registration.models import Application
from courses.schedule.models import Session
from turin.db import Base
from turin.db.base import held
from turin.people.models import Person


class Mark(StrEnum):
    """Whether a participant was at a session."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_MARKS[self])


_MARKS = {Mark.PRESENT: _l("Present"), Mark.ABSENT: _l("Absent"), Mark.EXCUSED: _l("Excused")}


class Attendance(Base):
    """The mark of one participant, by her application, at one session."""

    __tablename__ = "attendance"
    __table_args__ = ({"info": held("personal", "deciding who gets a certificate", "5 years")},)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    mark: Mapped[Mark]
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    session: Mapped[Session] = relationship()
    application: Mapped[Application] = relationship()
    marked_by: Mapped[Person | None] = relationship()
