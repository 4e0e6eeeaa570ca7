"""What is known of each text in each language besides its words."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from turin.db import Base
from turin.db.base import held
from turin.people.models import Person


class TextState(Base):
    """That ``field`` of a row was written in ``language``, from which words, and when.

    ``kind`` and ``row_id`` say of which course, module or instrument. ``source_hash`` is that of
    the words in the language ``source`` that stood beside it when it was written: once they differ,
    it is stale. ``words_hash`` is that of what was written: once other words stand there, they came
    from a catalogue file or a form, and nobody has reviewed them. Words without such a row count
    as a draft too.
    """

    __tablename__ = "text_state"
    __table_args__ = ({"info": held("internal", "knowing which translations to look at")},)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    source: Mapped[str] = mapped_column(String(8))
    source_hash: Mapped[str] = mapped_column(String(64))
    words_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    reviewed: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    said_by: Mapped[Person | None] = relationship(lazy="joined")
