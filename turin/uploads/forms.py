"""What is asked of who sends files: the files themselves, or, of a script, what it will send."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import Field, IntegerField, StringField
from wtforms.validators import Length, NumberRange
from wtforms.widgets import FileInput

from turin.uploads.gate.formats import FORMATS
from turin.uploads.models import HEX
from turin.web.forms import Form, Needed

ENDINGS = ",".join(f".{one}" for each in FORMATS.values() for one in each.endings)
LARGEST = 2**53  # octets: no browser knows a larger file
LONGEST_NAME = 1000  # letters; of a longer one the end is kept


class FilesField(Field):
    """Files; browsers never show them again, so they have to be chosen anew after a failure."""

    widget = FileInput(multiple=True)

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent as files; words in their place are none."""
        self.data = [one for one in request.files.getlist(self.name) if one.filename]


class FilesForm(Form):
    """Files, sent whole and without a script."""

    files = FilesField(_l("Files"))

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for at least one."""
        fine = super().validate(extra_validators)
        if not self.files.data:
            self.files.errors = [_("Choose a file.")]
            return False
        return bool(fine)


class BeginForm(Form):
    """What a script is about to send."""

    name = StringField(validators=[Needed(_l("The file has no name."))])
    size = IntegerField(validators=[NumberRange(0, LARGEST)])
    mark = StringField(validators=[Length(max=HEX)])
