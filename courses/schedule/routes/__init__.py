"""The pages of the timetable, of the rooms, and of those who teach."""

from courses.schedule.routes import entry as _entry  # noqa: F401 - hangs its pages
from courses.schedule.routes import rooms as _rooms  # noqa: F401 - likewise
from courses.schedule.routes import teaching as _teaching  # noqa: F401 - likewise
from courses.schedule.routes import timetable as _timetable  # noqa: F401 - likewise
from courses.schedule.routes.blueprint import pages

__all__ = ["pages"]
