"""How often files were fetched."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held


class Fetched(Base):
    """How often a file was fetched on a day from the networks of a country; ``""``: not known.

    After a while the days of a month are one row, that of its first day (see `operations.fold`).
    """

    __tablename__ = "fetched"
    __table_args__ = (
        Index("ix_fetched_day", "day"),
        {"info": held("internal", "knowing which languages are asked for", "days 90 days, months")},
    )

    file_id: Mapped[int] = mapped_column(
        ForeignKey("material_file.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    times: Mapped[int]
