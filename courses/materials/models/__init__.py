"""Work -> edition -> translation -> file, and what uses a work."""

from courses.materials.models.kinds import Audience, Licence, Part, TranslationState, WorkKind
from courses.materials.models.uses import ActivityMaterial, CourseMaterial, ModuleMaterial
from courses.materials.models.works import (
    Edition,
    EditionOrganisation,
    MaterialFile,
    Translation,
    TranslationChange,
    Work,
    WorkPublisher,
)

__all__ = [
    "ActivityMaterial",
    "Audience",
    "CourseMaterial",
    "Edition",
    "EditionOrganisation",
    "Licence",
    "MaterialFile",
    "ModuleMaterial",
    "Part",
    "Translation",
    "TranslationChange",
    "TranslationState",
    "Work",
    "WorkKind",
    "WorkPublisher",
]
