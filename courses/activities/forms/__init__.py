"""What is asked of coordinators about an activity, and the refusals in words."""

from courses.activities.forms import sentences as _sentences  # noqa: F401 - registers them
from courses.activities.forms.backing import BackingForm, TermForm
from courses.activities.forms.checklist import LineForm
from courses.activities.forms.planning import (
    CHOICES,
    STEPS,
    ActivityForm,
    AssistantForm,
    CoordinatorForm,
    DatesForm,
    PlanForm,
    edit_form,
)

__all__ = [
    "CHOICES",
    "STEPS",
    "ActivityForm",
    "AssistantForm",
    "BackingForm",
    "CoordinatorForm",
    "DatesForm",
    "LineForm",
    "PlanForm",
    "TermForm",
    "edit_form",
]
