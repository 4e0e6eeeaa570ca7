"""What is to be done before and after: the checklist of a course, and of each of its activities."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.activities.models.activity import Activity
from courses.catalogue.models import Course
from turin.db import Base
from turin.db.base import held
from turin.db.types import Text
from turin.people.models import Person


class Anchor(StrEnum):
    """From which day of an activity a line counts its days."""

    START = "start"
    END = "end"


class Who(StrEnum):
    """Who does it."""

    COORDINATOR = "coordinator"
    ASSISTANT = "assistant"
    TRAINERS = "trainers"
    ADMISSIONS = "admissions"  # the unit for admissions and travel
    FINANCE = "finance"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_WHO[self])


_WHO = {
    Who.COORDINATOR: _l("Coordinator"),
    Who.ASSISTANT: _l("Assistant"),
    Who.TRAINERS: _l("Trainers"),
    Who.ADMISSIONS: _l("Admissions and travel"),
    Who.FINANCE: _l("Finance"),
}


class Usual(StrEnum):
    """What nearly every activity needs; each has its words in every language and a page of its own.

    ``WHOLE`` is put there by copying, when sessions could not be copied as they were.
    """

    WHOLE = "whole"
    CALL = "call"
    SELECTION = "selection"
    VISAS = "visas"
    ROOMS = "rooms"
    PROGRAMME = "programme"
    CERTIFICATES = "certificates"
    REPORT = "report"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> str:
        """What is to be done, in the reader's language."""
        return str(_USUAL[self])


_USUAL = {
    Usual.WHOLE: _l("Look at the sessions that could not be copied as they were"),
    Usual.CALL: _l("Send the call to organizations"),
    Usual.SELECTION: _l("Choose the participants"),
    Usual.VISAS: _l("Visas, travel and insurance"),
    Usual.ROOMS: _l("Rooms, interpretation and equipment"),
    Usual.PROGRAMME: _l("Programme and materials are ready"),
    Usual.CERTIFICATES: _l("Issue the certificates"),
    Usual.REPORT: _l("Report on the activity"),
    Usual.FOLLOW_UP: _l("Ask participants and their organizations what came of it"),
}
# The checklist of a course that has none of its own: when each is due, and who does it.
USUAL: dict[Usual, tuple[Anchor, int, Who]] = {
    Usual.CALL: (Anchor.START, -90, Who.COORDINATOR),
    Usual.SELECTION: (Anchor.START, -45, Who.COORDINATOR),
    Usual.VISAS: (Anchor.START, -30, Who.ADMISSIONS),
    Usual.ROOMS: (Anchor.START, -14, Who.ASSISTANT),
    Usual.PROGRAMME: (Anchor.START, -7, Who.COORDINATOR),
    Usual.CERTIFICATES: (Anchor.END, 0, Who.COORDINATOR),
    Usual.REPORT: (Anchor.END, 30, Who.COORDINATOR),
    Usual.FOLLOW_UP: (Anchor.END, 180, Who.COORDINATOR),
}


class Line:
    """A line of a checklist: what, who, and how many ``days`` after its anchor (before: negative).

    ``words`` say it in the languages of who wrote them; a usual line needs none.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    usual: Mapped[Usual | None]
    words: Mapped[Text] = mapped_column(default=Text)
    anchor: Mapped[Anchor] = mapped_column(default=Anchor.START)
    days: Mapped[int]
    who: Mapped[Who] = mapped_column(default=Who.COORDINATOR)


class CourseCheck(Line, Base):
    """A line of the checklist that each run of a course begins with."""

    __tablename__ = "course_check"
    __table_args__ = ({"info": held("internal", "running the next run as well as the last")},)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    course: Mapped[Course] = relationship()


class ActivityCheck(Line, Base):
    """A line of an activity's checklist; ``was_due`` is kept when it is ticked off."""

    __tablename__ = "activity_check"
    __table_args__ = ({"info": held("internal", "knowing what is still to be done")},)

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    was_due: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    activity: Mapped[Activity] = relationship()
    done_by: Mapped[Person | None] = relationship()
