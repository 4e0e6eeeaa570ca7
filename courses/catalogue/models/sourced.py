"""What a row of a catalogue file has besides its facts."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from turin.db.types import Text


class Sourced:
    """Where a row of a catalogue file comes from, and whether the example brought it."""

    source: Mapped[str] = mapped_column(String(400), default="")
    confidence: Mapped[str] = mapped_column(String(10), default="")
    note: Mapped[Text] = mapped_column(default=Text)
    example: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)
