"""Kinds of answers that several forms ask for."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field
from wtforms.validators import StopValidation

from turin.web.forms import Form

LONGEST = 254  # letters of a mail address; more are not even read, since that takes seconds


class MailAddress:
    """Takes a mail address in any script; ``message`` says what one looks like."""

    field_flags: dict[str, Any] = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        typed = field.data or ""
        try:
            found = validate_email(
                typed if len(typed) <= LONGEST else "", check_deliverability=False
            )
        except EmailNotValidError as wrong:
            raise StopValidation(str(self.message)) from wrong
        field.data = found.normalized
