"""Applications, from the first typed word to the seat, and the decisions about them."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from courses.activities.models import Activity
from turin.db import Base
from turin.db.base import choice, held
from turin.organisations.models import Group
from turin.people.keys import email_key, name_key
from turin.people.models import Person, Sex


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RESERVED = "reserved"  # on the reserve list
    OFFERED = "offered"
    CONFIRMED = "confirmed"  # by the person
    DECLINED = "declined"  # by the Centre
    REFUSED = "refused"  # by the person
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """Its name in the reader's language, as the coordinator reads it."""
        return str(_STATES[self])


_STATES = {
    State.DRAFT: _l("Draft"),
    State.SUBMITTED: _l("To review"),
    State.RESERVED: _l("Reserve list"),
    State.OFFERED: _l("Seat offered"),
    State.CONFIRMED: _l("Seat confirmed"),
    State.DECLINED: _l("Not selected"),
    State.REFUSED: _l("Offer refused"),
    State.WITHDRAWN: _l("Withdrawn"),
    State.EXPIRED: _l("Offer expired"),
}
HOLDS_SEAT = (State.OFFERED, State.CONFIRMED)
# Who has drawn back may apply again; who was decided about may not.
GIVEN_UP = (State.REFUSED, State.WITHDRAWN)
ENDED_WITHOUT_SEAT = (State.DECLINED, State.EXPIRED, *GIVEN_UP)
_STANDS = text(f"state not in ({', '.join(repr(state.value) for state in GIVEN_UP)})")


class Level(StrEnum):
    """How well somebody speaks the language in which she would take part."""

    BASIC = "basic"
    WORKING = "working"
    FLUENT = "fluent"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_LEVELS[self])


_LEVELS = {
    Level.BASIC: _l("I follow with effort"),
    Level.WORKING: _l("I can work in it"),
    Level.FLUENT: _l("I speak it fluently"),
}


class Funding(StrEnum):
    """Who is to pay."""

    ORGANISATION = "organisation"
    FELLOWSHIP = "fellowship"
    DONOR = "donor"
    OWN = "own"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_FUNDINGS[self])


_FUNDINGS = {
    Funding.ORGANISATION: _l("My organization pays"),
    Funding.FELLOWSHIP: _l("I ask for a fellowship"),
    Funding.DONOR: _l("A project or donor pays"),
    Funding.OWN: _l("I pay myself"),
}


SPECIAL = "6 months after the end of the activity"


class Application(Base):
    """What somebody asks of an activity, and what became of it.

    Until she opens the mail link (``verified_at``) everything in it is a claim of whoever typed it,
    and ``person_id`` is empty. ``draft_hash`` is the hash of the token by which the browser that
    started the draft comes back to it. ``reserved_at`` is since when she is on the reserve list.
    The keys, by which it is found and sorted, follow the name and the address by themselves.
    """

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_activity_id_state", "activity_id", "state"),
        Index(
            "ix_application_stands",
            "activity_id",
            "person_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        {"info": held("personal", "choosing who takes part", "12 months after a regret")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    draft_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, info=held("secret", "coming back to a draft")
    )
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    language: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    reserved_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]

    name: Mapped[str] = mapped_column(String(200), default="")
    name_key: Mapped[str] = mapped_column(String(600), default="")
    certificate_name: Mapped[str] = mapped_column(String(200), default="")
    sex: Mapped[Sex | None]
    email: Mapped[str] = mapped_column(String(254), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    group: Mapped[Group | None] = mapped_column(
        info=held("special", "keeping the balance between the groups", SPECIAL)
    )
    organisation: Mapped[str] = mapped_column(
        String(200), default="", info=held("special", "knowing who sends her", SPECIAL)
    )
    position: Mapped[str] = mapped_column(String(200), default="")
    course_language: Mapped[str] = mapped_column(String(8), default="")
    level: Mapped[Level | None]
    languages: Mapped[list[str]] = mapped_column(default=list)  # the others that she speaks
    experience: Mapped[str] = mapped_column(LongText, default="")
    motivation: Mapped[str] = mapped_column(LongText, default="")
    funding: Mapped[Funding | None]
    sponsor: Mapped[str] = mapped_column(String(200), default="")
    needs: Mapped[str] = mapped_column(
        LongText, default="", info=held("special", "access needs", SPECIAL)
    )
    consented_at: Mapped[datetime | None]

    activity: Mapped[Activity] = relationship()
    person: Mapped[Person | None] = relationship()
    decisions: Mapped[list["Decision"]] = relationship(
        order_by="Decision.id", cascade="all, delete-orphan", back_populates="application"
    )

    @validates("name", "email")
    def _keys_follow(self, column: str, value: str) -> str:
        if column == "name":
            self.name_key = name_key(value)
        else:
            self.email_key = email_key(value)
        return value

    @property
    def is_claim(self) -> bool:
        """Whether nobody has shown yet that she is who sent it."""
        return self.state == State.SUBMITTED and self.verified_at is None

    @property
    def holds_seat(self) -> bool:
        """Whether it takes up one of the activity's seats."""
        return self.state in HOLDS_SEAT


class PastShare(Base):
    """How many of those who held a seat were of a group, once nothing else tells of their groups.

    Written when what is special is taken out of the applications, so that figures stay as they were
    published.
    """

    __tablename__ = "past_share"
    __table_args__ = ({"info": held("internal", "figures of past years")},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    group: Mapped[Group] = mapped_column(primary_key=True)
    seats: Mapped[int]


class Decision(Base):
    """One change of an application's state: a row, never a deletion."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_application_id", "application_id"),
        {"info": held("personal", "answering for the choice", "with the application")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    before: Mapped[State] = mapped_column(choice(State, "before"))
    after: Mapped[State] = mapped_column(choice(State, "after"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(LongText, default="")
    application: Mapped[Application] = relationship(back_populates="decisions")
    by: Mapped[Person | None] = relationship()
