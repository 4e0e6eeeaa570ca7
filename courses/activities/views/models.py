"""A view that somebody saved."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from turin.db import Base
from turin.db.base import held

LONGEST_NAME, LONGEST_ADDRESS = 60, 2000  # letters


class Shown(StrEnum):
    """Which page a view is of."""

    LIST = "list"
    YEAR = "year"  # or a month of one


class SavedView(Base):
    """A list as somebody filters it, by the name that she gave it; nobody else sees it.

    ``asked`` is the query of its address. ``start`` is the one that opens when she asks for none.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        {"info": held("personal", "coming back to her lists", "as long as her account")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    shown: Mapped[Shown] = mapped_column(info=held("internal"))
    asked: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    start: Mapped[bool] = mapped_column(default=False, info=held("internal"))
