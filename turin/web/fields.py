"""Kinds of answers that several forms ask for."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field
from wtforms.validators import StopValidation

from turin.web.forms import Form


class MailAddress:
    """Takes a mail address in any script; ``message`` says what one looks like."""

    field_flags: dict[str, Any] = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            found = validate_email(field.data or "", check_deliverability=False)
        except EmailNotValidError as wrong:
            raise StopValidation(str(self.message)) from wrong
        field.data = found.normalized
