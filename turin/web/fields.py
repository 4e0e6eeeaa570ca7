"""Kinds of answers that several forms ask for."""

import unicodedata
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import Field, SelectMultipleField
from wtforms.validators import Length, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextArea

from turin.web.forms import BIDI_CONTROLS, INVISIBLE, Form

LONGEST = 254  # letters of a mail address; more are not even read, since that takes seconds


def mail_address(typed: str) -> str | None:
    """Return the address as it is written rightly, in any script; None if it is none."""
    try:
        return validate_email(typed[: LONGEST + 1], check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def at_most(letters: int) -> Length:
    """Take as many letters at most."""
    return Length(max=letters, message=_l("That is too long: %(max)d letters at most."))


class SeveralField(SelectMultipleField):
    """Several of many; what a forged form sends twice is chosen once."""

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = list(dict.fromkeys(self.data or ()))


class BoxesField(SeveralField):
    """Several of a few, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    @override
    def pre_validate(self, form: Any) -> None:
        """Keep the order that was there before; what is new follows in the order of the choices."""
        super().pre_validate(form)
        order = [*(self.object_data or ()), *(choice[0] for choice in self.iter_choices())]
        self.data = sorted(self.data or [], key=order.index)


class PastedField(Field):
    """Rows of a spreadsheet: text in which tabs stay, each between two cells."""

    widget: Any = TextArea()

    def _value(self) -> str:
        return self.data or ""

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was pasted, without what nobody sees."""
        lines = "".join(valuelist[:1]).replace("\r\n", "\n").replace("\r", "\n")
        self.data = "".join(
            letter for letter in unicodedata.normalize("NFC", lines) if _seen(letter)
        )


def _seen(letter: str) -> bool:
    if letter in BIDI_CONTROLS:
        return False
    return letter in "\n\t" or unicodedata.category(letter) not in INVISIBLE


class MailAddress:
    """Takes a mail address in any script; ``message`` says what one looks like."""

    field_flags: dict[str, Any] = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        if (address := mail_address(field.data or "")) is None:
            raise StopValidation(str(self.message))
        field.data = address
