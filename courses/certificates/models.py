"""The register of certificates."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.registration.models import Application
from turin.db import Base
from turin.db.base import held


class State(StrEnum):
    """Whether a certificate holds."""

    DRAWING = "drawing"  # numbered, its file not yet made
    VALID = "valid"
    REPLACED = "replaced"
    REVOKED = "revoked"
    NEEDS_ATTENTION = "needs_attention"  # could not be drawn

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STATES[self])


_STATES = {
    State.DRAWING: _l("Being made"),
    State.VALID: _l("Valid"),
    State.REPLACED: _l("Replaced"),
    State.REVOKED: _l("Revoked"),
    State.NEEDS_ATTENTION: _l("Needs attention"),
}
STANDING = (State.DRAWING, State.VALID, State.NEEDS_ATTENTION)  # one of these a participant


class Certificate(Base):
    """A certificate. ``printed`` holds every field as printed; the file is named by ``sha256``."""

    __tablename__ = "certificate"
    __table_args__ = (
        Index("ix_certificate_activity_id", "activity_id"),
        {"info": held("personal", "letting anyone verify it", "40 years")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[State] = mapped_column(default=State.DRAWING)
    printed: Mapped[dict[str, Any]]
    sha256: Mapped[str | None] = mapped_column(String(64), info=held("internal"))
    issued_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(LongText, default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    trouble: Mapped[str] = mapped_column(LongText, default="")
    application: Mapped[Application] = relationship()
    activity: Mapped[Activity] = relationship()
    replaced_by: Mapped["Certificate | None"] = relationship(remote_side="Certificate.id")


Index(
    "uq_certificate_application_id_standing",
    Certificate.application_id,
    unique=True,
    sqlite_where=Certificate.state.in_(STANDING),
    postgresql_where=Certificate.state.in_(STANDING),
)
