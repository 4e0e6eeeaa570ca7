"""Mail that was promised, and what became of it: `Intent` -> `Outgoing` -> `Attempt`.

An intent is written with the change that it follows from; its key lets it exist once. Its one row
in the outbox goes through the states below, each step by compare-and-set.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from turin.db import Base
from turin.db.base import held

INTERNAL = held("internal")  # what the program says to itself


class State(StrEnum):
    """Where a message stands."""

    SCHEDULED = "scheduled"  # not due yet
    QUEUED = "queued"  # due, and nobody's
    LEASED = "leased"  # somebody holds it and has not sent the final dot: it has not left
    DOT = "dot"  # the final dot is about to go, or gone
    UNCERTAIN = "uncertain"  # cut off at the dot: it may have been accepted
    SENT = "sent"
    DEAD = "dead"  # refused for good, or tried for too long
    EXPIRED = "expired"  # too late to be of use
    SUPPRESSED = "suppressed"  # its address is in quarantine
    WITHHELD = "withheld"  # taken back before it left


NOT_LEFT = (State.SCHEDULED, State.QUEUED, State.LEASED)
UNSENT = (*NOT_LEFT, State.DOT, State.UNCERTAIN)
# Spelt out, so that both databases see that a query asks for what the partial indexes hold.
WAITING = text("state IN ('scheduled', 'queued')")
HELD = text("state IN ('leased', 'dot', 'uncertain')")


class Intent(Base):
    """That somebody is to get a letter of some kind about some subject, once an occurrence.

    ``recipient`` is who she is for the key: a person by her id, a stranger by the hash of her
    address. Name, address and language are those at the time of posting; they rule for a stranger,
    while a person gets her letter where she reads now.
    """

    __tablename__ = "message_intent"
    __table_args__ = (
        UniqueConstraint(
            "recipient",
            "kind",
            "subject_type",
            "subject_id",
            "occurrence",
            name="uq_message_intent_key",
        ),
        Index("ix_message_intent_subject", "subject_type", "subject_id"),
        {"info": held("personal", "writing to her once", "12 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(80), info=INTERNAL)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(60), info=INTERNAL)
    subject_type: Mapped[str] = mapped_column(String(40), info=INTERNAL)
    subject_id: Mapped[int]
    occurrence: Mapped[str] = mapped_column(String(60), info=INTERNAL)
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    # People stand on a floor above: the row is reached by its name, its class is not known here.
    person: Mapped[Any] = relationship("Person")


class Outgoing(Base):
    """One message in the outbox, rendered when it is first claimed and the same ever after."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "next_at",
            "id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index(
            "ix_outbox_held",
            "lease_until",
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
        {"info": held("personal", "handing her mail to the relay", "90 days, then without text")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    intent_id: Mapped[int] = mapped_column(
        ForeignKey("message_intent.id", ondelete="CASCADE"), unique=True
    )
    message_id: Mapped[str] = mapped_column(String(120), unique=True, info=INTERNAL)
    to_addr: Mapped[str] = mapped_column(String(254), default="")
    locale: Mapped[str] = mapped_column(String(8), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    message: Mapped[bytes | None] = mapped_column(LargeBinary)
    message_hash: Mapped[str] = mapped_column(String(64), default="", info=INTERNAL)
    state: Mapped[State]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str] = mapped_column(String(120), default="", info=INTERNAL)
    sent_at: Mapped[datetime | None]
    smtp_code: Mapped[int | None]
    last_error: Mapped[str] = mapped_column(String(500), default="")
    intent: Mapped[Intent] = relationship()


class Attempt(Base):
    """One try to hand a message over; appended, never changed."""

    __tablename__ = "mail_attempt"
    __table_args__ = (
        Index("ix_mail_attempt_outbox_id", "outbox_id"),
        {"info": held("personal", "answering what became of a letter", "12 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"))
    n: Mapped[int]
    started: Mapped[datetime]
    ended: Mapped[datetime]
    phase: Mapped[str] = mapped_column(String(20), info=INTERNAL)
    code: Mapped[int | None]
    text: Mapped[str] = mapped_column(LongText, default="")


class AddressHealth(Base):
    """What relays have said of an address, kept by its hash."""

    __tablename__ = "address_health"
    __table_args__ = ({"info": held("personal", "not writing where nothing arrives", "12 months")},)

    addr_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    hard_bounces: Mapped[int] = mapped_column(default=0)
    soft_bounces: Mapped[int] = mapped_column(default=0)
    last_code: Mapped[int | None]
    quarantined_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")


class RelayHealth(Base):
    """The one relay: until when it asked us to wait, or since when it refuses us altogether."""

    __tablename__ = "relay_health"
    __table_args__ = ({"info": held("internal", "not knocking at a closed door")},)

    ONLY: ClassVar = 1

    id: Mapped[int] = mapped_column(primary_key=True)
    paused_until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
