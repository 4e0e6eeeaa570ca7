"""Who waits for a work in a language."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.materials.models import Work
from turin.db import Base
from turin.db.base import held


class LanguageInterest(Base):
    """That somebody asked to be told when a work is there in a language, ``wanted``.

    ``language`` is the one in which to write to her.
    """

    __tablename__ = "language_interest"
    __table_args__ = (
        UniqueConstraint("work_id", "wanted", "email_key"),
        {"info": held("personal", "telling her when a text is there in her language", "24 months")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id", ondelete="CASCADE"))
    wanted: Mapped[str] = mapped_column(String(8))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime]
    work: Mapped[Work] = relationship()
