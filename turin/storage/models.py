"""What is known of stored files by looking at them again."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held


class Damage(StrEnum):
    """What has befallen a file."""

    GONE = "gone"
    CHANGED = "changed"  # or cannot be read


class StoredFile(Base):
    """A file that was looked at again since it was stored; ``damage`` is none if it was whole.

    This table names no file as others do: it tells of those that others name.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_checked_at", "checked_at"),
        Index("ix_stored_file_damaged_at", "damaged_at"),
        {"info": held("internal", "seeing that stored files stay whole", "as long as the file")},
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)  # octets
    checked_at: Mapped[datetime]
    damage: Mapped[Damage | None]
    damaged_at: Mapped[datetime | None]  # since when we know
