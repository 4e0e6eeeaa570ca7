"""What is asked of applicants and coordinators, and the refusals in words."""

from courses.registration.forms import sentences as _sentences  # noqa: F401 - registers them
from courses.registration.forms.later import DecisionForm, NameForm, ReasonForm
from courses.registration.forms.steps import FORMS, GROUPS, SEXES, STEP_TITLES, StepForm

__all__ = [
    "FORMS",
    "GROUPS",
    "SEXES",
    "STEP_TITLES",
    "DecisionForm",
    "NameForm",
    "ReasonForm",
    "StepForm",
]
