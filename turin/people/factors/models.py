"""What is kept of second factors, sealed or hashed: a copy of the database opens nothing."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held

PURPOSE = "making sure that it is she who signs in"
SECRET = held("secret", PURPOSE)


class OneTimeCodes(Base):
    """That an app of hers makes codes (RFC 6238). It counts once a code of its has been told.

    ``last_step`` is the half minute of the last code that was taken: none is taken twice.
    """

    __tablename__ = "one_time_codes"
    __table_args__ = ({"info": held("internal", PURPOSE)},)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    sealed_secret: Mapped[str] = mapped_column(String(200), info=SECRET)
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code on paper for the day when all else is lost. It is taken once."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        Index("ix_recovery_code_person_id", "person_id"),
        {"info": held("internal", PURPOSE)},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(64), info=SECRET)
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """The public half of a key that a device of hers keeps; ``name`` is hers for that device.

    ``sign_count`` is how often the device says that it has signed; one that does not rise is a
    copy's. Keys that several devices share always say 0.
    """

    __tablename__ = "passkey"
    __table_args__ = (
        Index("ix_passkey_person_id", "person_id"),
        {"info": held("personal", PURPOSE)},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)  # her browser is told it
    public_key: Mapped[bytes] = mapped_column(info=SECRET)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Challenge(Base):
    """Random octets that a passkey is to sign: for whoever shows one, or for ``person`` alone."""

    __tablename__ = "challenge"
    __table_args__ = (
        Index("ix_challenge_expires_at", "expires_at"),
        {"info": held("internal", PURPOSE, "5 minutes")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(60), info=SECRET)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
