"""What is asked about a file."""

from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from courses.materials.incoming import Incoming
from courses.materials.keeping import rules
from courses.materials.keeping.operations import FileFacts
from courses.materials.models import Licence, MaterialFile
from turin.language import formats
from turin.uploads.refusals import NotThere
from turin.web.fields import BoxesField, at_most
from turin.web.forms import Form, Needed


class FileForm(Form):
    """What others may do with a file."""

    licence = SelectField(
        _l("Licence"),
        choices=lambda: [(one.value, one.label) for one in Licence],
        description=_l("What others may do with it."),
    )
    attribution = StringField(
        _l("Attribution"), [at_most(400)], description=_l("Whom to name, as they wish it.")
    )

    def facts(self) -> FileFacts:
        """Return what was typed."""
        return FileFacts(Licence(self.licence.data), self.attribution.data or "")


class AddFileForm(FileForm):
    """The same, and which of the files that were sent."""

    refused_at: ClassVar = dict.fromkeys((NotThere, rules.FileThere), "files")
    files = BoxesField(_l("What has come in"), [Needed(_l("Choose at least one file."))])


def add_file_form(waiting: list[Incoming]) -> AddFileForm:
    """Return the form to choose among the files that are ``waiting``."""
    form = AddFileForm()
    form.files.choices = choices_of(waiting)
    return form


def choices_of(waiting: list[Incoming]) -> list[tuple[str, str]]:
    """Return the files as they are shown to choose among."""
    return [(one.token, _(", ").join(_facts(one))) for one in waiting]


def _facts(one: Incoming) -> list[str]:
    facts = [one.name, formats.size(one.size)]
    return [*facts, _("sent by %(name)s", name=one.sender)] if one.sender else facts


def file_form(file: MaterialFile) -> FileForm:
    """Return the form with what is known of ``file``."""
    return FileForm(obj=file)
