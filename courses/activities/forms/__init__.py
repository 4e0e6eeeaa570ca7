"""What is asked of coordinators about an activity, and the refusals in words."""

from courses.activities.forms import sentences as _sentences  # noqa: F401 - registers them
from courses.activities.forms.planning import (
    STEPS,
    ActivityForm,
    CoordinatorForm,
    DatesForm,
    edit_form,
)

__all__ = ["STEPS", "ActivityForm", "CoordinatorForm", "DatesForm", "edit_form"]
