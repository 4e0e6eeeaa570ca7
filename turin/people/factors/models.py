"""What is kept of second factors, sealed or hashed: a copy of the database opens nothing."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held

PURPOSE = "making sure that it is she who signs in"


class OneTimeCodes(Base):
    """That an app of hers makes codes (RFC 6238). It counts once a code of its has been told.

    ``last_step`` is the half minute of the last code that was taken: none is taken twice.
    """

    __tablename__ = "one_time_codes"
    __table_args__ = ({"info": held("internal", PURPOSE)},)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    sealed_secret: Mapped[str] = mapped_column(String(200))
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
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]
