"""What is asked of who imports: a file, or what she pastes."""

from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.widgets import FileInput

from turin.web.fields import PastedField
from turin.web.forms import Form
from turin.web.sheets import refusals

MOST = 900_000  # octets; a whole request may have a million


class SheetField(Field):
    """A file; browsers never show one again, so it has to be chosen anew after a failure."""

    widget = FileInput()

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent as a file; words in its place are none."""
        file: FileStorage | None = request.files.get(self.name)
        self.data = b""
        if file is not None:
            self.data = file.read(MOST + 1)
            file.close()


class SheetForm(Form):
    """A sheet of rows to be looked at."""

    refused_at: ClassVar = dict.fromkeys(refusals.ALL, "file")
    file = SheetField(
        _l("File"), description=_l("XLSX or CSV, with the headings in the first row.")
    )
    pasted = PastedField(
        _l("Or paste it from a spreadsheet"),
        description=_l("Select the cells there, copy them, and paste them here."),
    )

    @property
    def content(self) -> bytes:
        """What was sent."""
        return self.file.data or (self.pasted.data or "").encode()

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of both."""
        fine = super().validate(extra_validators)
        if not (self.file.data or (self.pasted.data or "").strip()):
            self.file.errors = [_("Choose a file, or paste rows below.")]
            return False
        if len(self.file.data or b"") > MOST:
            self.file.errors = [_("The file is too large: one megabyte at most.")]
            return False
        return bool(fine)
