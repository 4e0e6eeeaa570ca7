"""The base of every form: its token, its refusals, and what it looks like after a failure."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, PasswordField, StringField
from wtforms.validators import StopValidation, ValidationError

from turin.errors import Refused
from turin.web.refusals import sentence

INVISIBLE = {"Cc", "Cs", "Co", "Cn"}  # control, surrogate, private use, unassigned
BIDI_CONTROLS = set(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def tidy(value: str | None) -> str | None:
    """Return typed text in NFC, without control characters, bidi controls and outer spaces.

    Line ends stay, and so do the joiners that Persian and Indic scripts are written with.
    """
    if value is None:
        return None
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", lines)
    if not text.replace("\n", "").isprintable():  # else all of it stays, which is known at once
        kept = (c for c in text if c == "\n" or unicodedata.category(c) not in INVISIBLE)
        text = "".join(c for c in kept if c not in BIDI_CONTROLS)
    return text.strip()


def _seen(text: str) -> str:
    """Return what a reader sees of ``text``: a joiner or a space of no width is no answer."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()


class Needed:
    """Asks for an answer; ``message`` says in a whole sentence which."""

    field_flags: dict[str, Any] = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: "Form", field: Field) -> None:
        data = _seen(field.data) if isinstance(field.data, str) else field.data
        if data in (None, "", [], {}, False):  # {}: a text in no language
            if not field.errors:
                raise StopValidation(str(self.message))
            raise StopValidation


class Token(FlaskForm.Meta.csrf_class):  # type: ignore[misc] # Flask-WTF has no types
    """The token against forged requests; a missing or old one is told in our own words."""

    def validate_csrf_token(self, form: "Form", field: Field) -> None:
        """Let the form come back filled, with a fresh token."""
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as stale:
            raise ValidationError(
                _("This page was open for too long. Nothing is lost: please send it once more.")
            ) from stale


class Form(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form. A refusal of the rules comes back on it as a sentence, with all that was typed."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc] # likewise
        """What was typed is taken from the form alone, and every text is tidied."""

        csrf_class = Token

        def wrap_formdata(self, form: "Form", formdata: Any) -> Any:
            """Take in what was typed; a file or JSON sent in its place is no answer."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

        def bind_field(self, form: "Form", unbound_field: Any, options: dict[str, Any]) -> Field:
            """Tidy what text fields take in, passwords excepted."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                filters = tuple(unbound_field.kwargs.get("filters", ()))
                if tidy not in filters:
                    unbound_field.kwargs["filters"] = (tidy, *filters)
            return super().bind_field(form, unbound_field, options)

    refused: Refused | None = None
    refusal: str | None = None  # the same as a sentence, unless it stands at a field
    refused_at: ClassVar[dict[type[Refused], str]] = {}  # at the field where it is repaired

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Catch what the rules refuse inside, so that the view goes on to show the form again."""
        try:
            yield
        except Refused as refused:
            self.refused = refused
            field = self._fields.get(self.refused_at.get(type(refused)))
            if field is None:
                self.refusal = sentence(refused)
            else:
                field.errors = [*field.errors, sentence(refused)]

    @property
    def failed(self) -> bool:
        """Whether it was sent and came back."""
        return bool(self.errors or self.refusal)

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows it: 422 after a failure."""
        return 422 if self.failed else 200


class Press(Form):
    """A form with nothing but a button."""
