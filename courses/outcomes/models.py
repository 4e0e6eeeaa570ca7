"""What came of an activity; "text not held" is a legitimate state."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models import Activity
from courses.catalogue.models import Sourced
from turin.db import Base
from turin.db.base import held
from turin.db.types import PartialDate, Text


class Outcome(Sourced, Base):
    """A declaration, action plan, road map or conclusions; ``text_held`` if we have its words.

    ``key`` names it in catalogue files.
    """

    __tablename__ = "outcome"
    __table_args__ = ({"info": held("public", "telling what came of it")},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(30))
    title: Mapped[Text]
    adopted: Mapped[PartialDate | None]
    text_held: Mapped[bool] = mapped_column(default=False)
    activity: Mapped[Activity] = relationship()
