"""The pages on which activities are planned and run."""

from courses.activities.routes import assisting as _assisting  # noqa: F401 - likewise
from courses.activities.routes import checklist as _checklist  # noqa: F401 - hangs its pages on it
from courses.activities.routes.backing import words
from courses.activities.routes.staff import pages

__all__ = ["pages", "words"]
