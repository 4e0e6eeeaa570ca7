"""A pack: which files are in it, and in which parts it was made. It names nobody."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.materials.models import MaterialFile
from turin.db import Base
from turin.db.base import held

PUBLIC = held("public", "handing out materials together", "30 days after it was last used")


class Pack(Base):
    """Files in one pack. ``key`` is the hash of all that makes it what it is: made once for all.

    ``language`` is that of its index page; each of its parts has ``most`` octets at most, if it is
    set. It was last asked for or fetched at ``used_at``; ``back_to`` is the address of the choice
    that it was last asked for with.
    """

    __tablename__ = "pack"
    __table_args__ = (Index("ix_pack_used_at", "used_at"), {"info": PUBLIC})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    most: Mapped[int | None]
    used_at: Mapped[datetime]
    back_to: Mapped[str] = mapped_column(Text, default="")
    entries: Mapped[list["PackEntry"]] = relationship(
        order_by="PackEntry.position", cascade="all, delete-orphan"
    )
    parts: Mapped[list["PackPart"]] = relationship(
        order_by="PackPart.number", cascade="all, delete-orphan", back_populates="pack"
    )

    @property
    def size(self) -> int:
        """How many octets all its documents have."""
        return sum(one.size for one in self.entries)


class PackEntry(Base):
    """A document of a pack, as its index names it. Without its file the pack is nobody's."""

    __tablename__ = "pack_entry"
    __table_args__ = (Index("ix_pack_entry_file_id", "file_id"), {"info": PUBLIC})

    pack_id: Mapped[int] = mapped_column(
        ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("material_file.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(400))
    rights: Mapped[str] = mapped_column(String(500), default="")  # licence and attribution
    language: Mapped[str] = mapped_column(String(8))
    format: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    file: Mapped[MaterialFile | None] = relationship()


class PackPart(Base):
    """A part of a pack that was made: a whole ZIP of its own with ``documents`` in it."""

    __tablename__ = "pack_part"
    __table_args__ = (Index("ix_pack_part_sha256", "sha256"), {"info": PUBLIC})

    pack_id: Mapped[int] = mapped_column(
        ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    documents: Mapped[int]
    pack: Mapped[Pack] = relationship(back_populates="parts")
