"""What is asked about a file."""

from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from werkzeug.datastructures import FileStorage
from wtforms import Field, SelectField, StringField
from wtforms.widgets import FileInput

from courses.materials import incoming
from courses.materials.incoming import Incoming
from courses.materials.keeping import rules
from courses.materials.keeping.operations import FileFacts
from courses.materials.models import Licence, MaterialFile
from turin.people.models import Person
from turin.web.fields import at_most
from turin.web.forms import Form

REFUSED = (
    incoming.FileEmpty,
    incoming.FileTooLarge,
    incoming.FormatUnknown,
    incoming.FormatOther,
)


class FilesField(Field):
    """Files; browsers never show one again, so they have to be chosen anew after a failure."""

    widget = FileInput()

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent as files; words in their place are none."""
        self.data = []
        for one in request.files.getlist(self.name):
            if one.filename:
                self.data.append((one.filename, _read(one)))


def _read(file: FileStorage) -> bytes:
    content = file.read(incoming.MOST + 1)
    file.close()
    return content


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
    """The same, and the file."""

    refused_at: ClassVar = dict.fromkeys((*REFUSED, rules.FileThere), "file")
    file = FilesField(
        _l("File"), description=_l("PDF, EPUB, Word, PowerPoint, Excel, sound or text.")
    )

    def receive(self, by: Person) -> Incoming:
        """Store what was sent. Raises a FileRefused."""
        ((name, content),) = self.file.data[:1]
        return incoming.receive(name, content, by=by)

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a file."""
        fine = super().validate(extra_validators)
        if not self.file.data:
            self.file.errors = [_("Choose a file.")]
            return False
        return bool(fine)


def file_form(file: MaterialFile) -> FileForm:
    """Return the form with what is known of ``file``."""
    return FileForm(obj=file)
