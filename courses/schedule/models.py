"""Rooms, sessions and who teaches them.

A session keeps the wall-clock times as they were entered and their zone, and the instants computed.
"""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity, ActivityModule
from turin import clock
from turin.db import Base
from turin.db.base import LONG_AGO, held
from turin.db.types import Text
from turin.people.models import Person


class Room(Base):
    """A room; ``capacity`` in persons."""

    __tablename__ = "room"
    __table_args__ = ({"info": held("public", "saying where a session is")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    capacity: Mapped[int]
    city: Mapped[str] = mapped_column(String(100), default="")
    demonstration: Mapped[bool] = mapped_column(default=False)


class SessionTrainer(Base):
    """That a trainer teaches a session."""

    __tablename__ = "session_trainer"
    __table_args__ = ({"info": held("internal", "planning who teaches")},)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Session(Base):
    """A slot of the timetable. ``local_starts`` and ``local_ends`` are wall-clock in ``zone``."""

    __tablename__ = "session"
    __table_args__ = (
        Index("ix_session_activity_id_starts_at", "activity_id", "starts_at"),
        Index("ix_session_room_id_starts_at", "room_id", "starts_at"),
        Index("ix_session_uid", "uid", unique=True),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        {"info": held("public", "telling when and where to be")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    module_id: Mapped[int | None] = mapped_column(
        ForeignKey("activity_module.id", ondelete="SET NULL")
    )
    title: Mapped[Text]
    zone: Mapped[str] = mapped_column(String(60))
    local_starts: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    local_ends: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    online: Mapped[bool] = mapped_column(default=False)
    # By what calendars know it, how often what they show was changed, and when: see `calendars`.
    uid: Mapped[str] = mapped_column(String(32), default=lambda: uuid4().hex, server_default="")
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, server_default=LONG_AGO)
    activity: Mapped[Activity] = relationship()
    module: Mapped[ActivityModule | None] = relationship()
    room: Mapped[Room | None] = relationship(lazy="joined")
    trainers: Mapped[list[Person]] = relationship(secondary="session_trainer", order_by=Person.id)

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)
