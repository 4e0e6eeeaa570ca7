"""The deeds of who keeps the library. Each runs in its caller's transaction and never commits."""

from courses.materials.keeping.operations.editions import EditionFacts, add_edition, change_edition
from courses.materials.keeping.operations.files import (
    FileFacts,
    add_files,
    describe_file,
    remove_file,
)
from courses.materials.keeping.operations.moving import caught_up, move_on
from courses.materials.keeping.operations.translations import (
    TranslationFacts,
    add_translation,
    change_translation,
    remove_translation,
)
from courses.materials.keeping.operations.uses import Uses, use
from courses.materials.keeping.operations.works import WorkFacts, add, change

__all__ = [
    "EditionFacts",
    "FileFacts",
    "TranslationFacts",
    "Uses",
    "WorkFacts",
    "add",
    "add_edition",
    "add_files",
    "add_translation",
    "caught_up",
    "change",
    "change_edition",
    "change_translation",
    "describe_file",
    "move_on",
    "remove_file",
    "remove_translation",
    "use",
]
