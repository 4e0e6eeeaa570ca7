"""Files on their way in."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held

HEX = 64  # digits of a SHA-256


class State(StrEnum):
    """How far a file is."""

    COMING = "coming"  # not all of it is here
    WHOLE = "whole"  # all of it is here, and nobody has said yet what it is
    TAKEN = "taken"  # stored
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STATES[self])


_STATES = {
    State.COMING: _l("Under way"),
    State.WHOLE: _l("Waiting"),
    State.TAKEN: _l("Here"),
    State.REFUSED: _l("Not taken"),
}


class Upload(Base):
    """A file that somebody sends; its parts lie in a file of their own until it is stored.

    ``mark`` is what the browser knows it by: its SHA-256, or else when it was last changed; the
    same file chosen again goes on. ``received`` and ``size`` are octets. ``refused`` is a refusal
    by its name, with its ``facts``. What was ``claimed_at`` belongs to whatever claimed it; without
    a hash she deleted it.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("received >= 0 AND received <= size", name="received"),
        Index("ix_upload_person_id_id", "person_id", "id"),
        Index("ix_upload_expires_at", "expires_at"),
        Index("ix_upload_sha256", "sha256"),
        {"info": held("internal", "taking in a file", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255), info=held("personal"))
    size: Mapped[int] = mapped_column(BigInteger)
    mark: Mapped[str] = mapped_column(String(HEX), default="")
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[State] = mapped_column(default=State.COMING)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    format: Mapped[str] = mapped_column(String(10), default="")
    pages: Mapped[int | None]
    seconds: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(HEX))
    refused: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    claimed_at: Mapped[datetime | None]

    @property
    def digest(self) -> str:
        """Its SHA-256 as the browser reckoned it, or nothing."""
        return self.mark if len(self.mark) == HEX else ""

    @property
    def length(self) -> str:
        """How long it runs, as players write it: 1:02:03."""
        return str(timedelta(seconds=self.seconds or 0)).removeprefix("0:")
