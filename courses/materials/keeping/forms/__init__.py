"""What is asked of who keeps the library."""

from courses.materials.keeping.forms import sentences as _sentences  # noqa: F401 - registers them
from courses.materials.keeping.forms.editions import EditionForm, edition_form
from courses.materials.keeping.forms.files import AddFileForm, FileForm, add_file_form, file_form
from courses.materials.keeping.forms.translations import (
    AddTranslationForm,
    MoveOnForm,
    TranslationForm,
    add_translation_form,
    translation_form,
)
from courses.materials.keeping.forms.uses import UsesForm, uses_form
from courses.materials.keeping.forms.works import AddWorkForm, WorkForm, work_form

__all__ = [
    "AddFileForm",
    "AddTranslationForm",
    "AddWorkForm",
    "EditionForm",
    "FileForm",
    "MoveOnForm",
    "TranslationForm",
    "UsesForm",
    "WorkForm",
    "add_file_form",
    "add_translation_form",
    "edition_form",
    "file_form",
    "translation_form",
    "uses_form",
    "work_form",
]
