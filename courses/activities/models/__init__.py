"""Activities and what belongs to them: parts, checklists, what they were copied from."""

from courses.activities.models.activity import (
    PUBLIC,
    PUBLISHED,
    Activity,
    ActivityAssistant,
    ActivityCoordinator,
    ActivityLanguage,
    ActivityModule,
    ActivityOrganiser,
    CentrePart,
    Choice,
    Delivery,
    Kind,
    Question,
    State,
)
from courses.activities.models.backing import BEHIND, ActivityTerm, Backing
from courses.activities.models.checklist import (
    USUAL,
    ActivityCheck,
    Anchor,
    CourseCheck,
    Usual,
    Who,
)
from courses.activities.models.copying import ActivityCopy, Part
from courses.catalogue.models import Term, Vocabulary

__all__ = [
    "BEHIND",
    "PUBLIC",
    "PUBLISHED",
    "USUAL",
    "Activity",
    "ActivityAssistant",
    "ActivityCheck",
    "ActivityCoordinator",
    "ActivityCopy",
    "ActivityLanguage",
    "ActivityModule",
    "ActivityOrganiser",
    "ActivityTerm",
    "Anchor",
    "Backing",
    "CentrePart",
    "Choice",
    "CourseCheck",
    "Delivery",
    "Kind",
    "Part",
    "Question",
    "State",
    "Term",
    "Usual",
    "Vocabulary",
    "Who",
]
