"""What is asked of coordinators and trainers about the timetable, and the refusals in words."""

from courses.schedule.forms import sentences as _sentences  # noqa: F401 - registers them
from courses.schedule.forms.batch import BatchForm
from courses.schedule.forms.rooms import AbsenceForm, RoomForm
from courses.schedule.forms.session import SessionForm

__all__ = ["AbsenceForm", "BatchForm", "RoomForm", "SessionForm"]
