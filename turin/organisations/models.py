"""Organisations and the constituent groups they belong to."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held
from turin.db.types import Text


class Group(StrEnum):
    """The ILO's constituent groups; *other participants* are no constituents."""

    GOVERNMENT = "government"
    EMPLOYERS = "employers"
    WORKERS = "workers"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_GROUP_NAMES[self])


_GROUP_NAMES = {
    Group.GOVERNMENT: _l("Governments"),
    Group.EMPLOYERS: _l("Employers’ organizations"),
    Group.WORKERS: _l("Workers’ organizations"),
    Group.OTHER: _l("Other participants"),
}


class Organisation(Base):
    """An organisation. ``key`` names it in catalogue files; ``source`` is where a fact is from."""

    __tablename__ = "organisation"
    __table_args__ = ({"info": held("public", "naming who organises and who sends people")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    name: Mapped[Text]
    acronym: Mapped[str] = mapped_column(String(40), default="")
    aliases: Mapped[list[str]] = mapped_column(default=list)
    group: Mapped[Group | None]
    kind: Mapped[str] = mapped_column(String(60), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    city: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    founded: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(300), default="")
    confidence: Mapped[str] = mapped_column(String(10), default="")
    example: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)
