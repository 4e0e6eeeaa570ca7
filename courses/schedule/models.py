"""Rooms, sessions and who teaches them.

A session keeps the wall-clock times as they were entered and their zone, and the instants computed.
"""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    DDL,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    column,
    event,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity, ActivityModule
from turin import clock
from turin.db import Base
from turin.db.base import LONG_AGO, held
from turin.db.types import Text
from turin.people.models import Person


class Equipment(StrEnum):
    """What a room has for those who teach and take part in it."""

    PROJECTOR = "projector"
    MICROPHONES = "microphones"
    BOOTHS = "booths"
    VIDEO = "video"
    COMPUTERS = "computers"
    BOARD = "board"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_EQUIPMENT[self])


_EQUIPMENT = {
    Equipment.PROJECTOR: _l("Projector"),
    Equipment.MICROPHONES: _l("Microphones"),
    Equipment.BOOTHS: _l("Interpretation booths"),
    Equipment.VIDEO: _l("Video conference"),
    Equipment.COMPUTERS: _l("Computers"),
    Equipment.BOARD: _l("Whiteboard or flip chart"),
}


class Kind(StrEnum):
    """Who takes part in a session: everybody, a working group, or who chose it."""

    PLENARY = "plenary"
    GROUP = "group"
    ELECTIVE = "elective"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    Kind.PLENARY: _l("Plenary"),
    Kind.GROUP: _l("Working group"),
    Kind.ELECTIVE: _l("Elective"),
}


class Room(Base):
    """A room; ``capacity`` in persons, ``opens`` and ``closes`` on the clocks of its city."""

    __tablename__ = "room"
    __table_args__ = (
        CheckConstraint("closes > opens", name="closes_after_opening"),
        {"info": held("public", "saying where a session is")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    capacity: Mapped[int]
    city: Mapped[str] = mapped_column(String(100), default="")
    opens: Mapped[time] = mapped_column(default=time(8), server_default="08:00:00")
    closes: Mapped[time] = mapped_column(default=time(19), server_default="19:00:00")
    equipment: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    step_free: Mapped[bool] = mapped_column(default=False, server_default=false())
    demonstration: Mapped[bool] = mapped_column(default=False)

    @property
    def furnished(self) -> list[Equipment]:
        """What it has, each by its name."""
        return [Equipment(one) for one in self.equipment]


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


class Absence(Base):
    """That a trainer does not teach from one day to another, both included; she says why."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint('"last" >= "first"', name="last_after_first"),
        Index("ix_absence_person_id_last", "person_id", "last"),
        {"info": held("internal", "planning who teaches")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    first: Mapped[date]
    last: Mapped[date]
    why: Mapped[str] = mapped_column(String(100), default="")
    person: Mapped[Person] = relationship()


class Session(Base):
    """A slot of the timetable. ``local_starts`` and ``local_ends`` are wall-clock in ``zone``.

    ``seats`` is how many take part in it, where that is not everybody; ``languages`` are spoken in
    it, where they are not those of the activity, and ``interpreted`` are heard besides. ``link``
    opens an online room: for those who take part, and never on a page that strangers see. The
    title of one that is ``unnamed`` is its number, until somebody says what it is.
    """

    __tablename__ = "session"
    __table_args__ = (
        Index("ix_session_activity_id_starts_at", "activity_id", "starts_at"),
        Index("ix_session_room_id_starts_at", "room_id", "starts_at"),
        Index("ix_session_uid", "uid", unique=True),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("seats > 0", name="seats_positive"),
        {"info": held("public", "telling when and where to be")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    module_id: Mapped[int | None] = mapped_column(
        ForeignKey("activity_module.id", ondelete="SET NULL")
    )
    title: Mapped[Text]
    unnamed: Mapped[bool] = mapped_column(default=False, server_default=false())
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
    link: Mapped[str] = mapped_column(
        String(500), default="", server_default="", info=held("internal", "taking part online")
    )
    kind: Mapped[Kind] = mapped_column(default=Kind.PLENARY, server_default="plenary")
    seats: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    interpreted: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    activity: Mapped[Activity] = relationship()
    module: Mapped[ActivityModule | None] = relationship()
    room: Mapped[Room | None] = relationship(lazy="joined")
    trainers: Mapped[list[Person]] = relationship(secondary="session_trainer", order_by=Person.id)

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


def _never_twice(what: str) -> ExcludeConstraint:
    """Return the constraint that no two bookings of one room or person overlap."""
    during = func.tsrange(column("starts_at"), column("ends_at"))
    constraint = ExcludeConstraint(
        (column(f"{what}_id"), "="),
        (during, "&&"),
        (column("together"), "<>"),
        name=f"booking_overlap_{what}",
        using="gist",
    )
    return constraint.ddl_if(dialect="postgresql")


class Booking(Base):
    """That a session holds a room or a trainer from when to when.

    The database itself refuses a second booking of the same at the same time, by an exclusion
    constraint (PostgreSQL) or triggers (SQLite), unless somebody allowed it and said why: then the
    two are of one mark in ``together``. Bookings that only touch do not overlap.
    """

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("(room_id is null) <> (person_id is null)", name="one_thing"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        _never_twice("room"),
        _never_twice("person"),
        Index("ix_booking_room_id_starts_at", "room_id", "starts_at"),
        Index("ix_booking_person_id_starts_at", "person_id", "starts_at"),
        Index("ix_booking_starts_at", "starts_at"),
        {"info": held("internal", "planning nothing twice")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    together: Mapped[str] = mapped_column(String(32), default=lambda: uuid4().hex)
    allowed_why: Mapped[str] = mapped_column(String(200), default="")
    allowed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    session: Mapped[Session] = relationship()
    room: Mapped[Room | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    allowed_by: Mapped[Person | None] = relationship(foreign_keys=[allowed_by_id])


# What migration 0029 does too; here for whoever makes the tables from the models alone.
_OVERLAPS = """
CREATE TRIGGER booking_overlap_{deed} BEFORE {deed} ON booking
WHEN EXISTS (
    SELECT 1 FROM booking
    WHERE (room_id = new.room_id OR person_id = new.person_id)
    AND together <> new.together AND id <> {itself}
    AND starts_at < new.ends_at AND ends_at > new.starts_at
)
BEGIN SELECT RAISE(ABORT, 'booking_overlap'); END
"""


def _guard(moment: str, statement: str, dialect: str) -> None:
    told = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call] # has no types
    event.listen(Booking.__table__, moment, told)


_guard("before_create", "CREATE EXTENSION IF NOT EXISTS btree_gist", "postgresql")
_guard("after_create", _OVERLAPS.format(deed="insert", itself="-1"), "sqlite")
_guard("after_create", _OVERLAPS.format(deed="update", itself="old.id"), "sqlite")
