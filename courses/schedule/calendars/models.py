"""The secret addresses of calendars, and the sessions that are gone from one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.schedule.models import Room
from turin.db import Base
from turin.db.base import held
from turin.db.types import Text
from turin.people.models import SECRET, Person


class Kind(StrEnum):
    """Whose timetable a calendar shows."""

    MINE = "mine"  # the activities in which she takes part
    TEACHING = "teaching"  # the sessions that she teaches
    ACTIVITY = "activity"
    ROOM = "room"


class CalendarAddress(Base):
    """A secret address at which a calendar program reads a timetable as ``person`` may see it.

    The token is made of ``seed`` and our secret key, so that she can read the address once more,
    and yet a copy of the database opens nothing. A revoked address is deleted.
    """

    __tablename__ = "calendar_address"
    __table_args__ = (
        Index("ix_calendar_address_person_id", "person_id"),
        {"info": held("personal", "showing her timetable in her calendar", "until she revokes it")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(info=held("internal"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))
    seed: Mapped[str] = mapped_column(String(32), info=SECRET)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    language: Mapped[str] = mapped_column(String(8), info=held("internal"))
    made_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="joined")
    activity: Mapped[Activity | None] = relationship()
    room: Mapped[Room | None] = relationship()


class Departure(Base):
    """That a session is gone from a calendar, where it stays as cancelled for a while.

    It left the calendar of ``room``, where it moved elsewhere; that of ``person``, who no longer
    teaches it; or, without either, it was removed from the timetable. What it was is kept here.
    """

    __tablename__ = "departure"
    __table_args__ = (
        Index("ix_departure_activity_id", "activity_id"),
        Index("ix_departure_room_id", "room_id"),
        Index("ix_departure_person_id", "person_id"),
        {"info": held("internal", "telling calendars what is cancelled", "3 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32))
    sequence: Mapped[int]
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    title: Mapped[Text]
    zone: Mapped[str] = mapped_column(String(60))
    local_starts: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    local_ends: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    left_at: Mapped[datetime]
    activity: Mapped[Activity] = relationship()
