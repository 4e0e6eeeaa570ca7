"""The kinds of answers that planning asks for, each with its own sentence when it is wrong."""

from typing import Any

from flask_babel import gettext as _
from typing_extensions import override
from wtforms import DateField, Field, IntegerField
from wtforms.widgets import TextArea, TextInput

from turin.db.types import PartialDate, Text
from turin.language import reader
from turin.web.fields import BoxesField
from turin.web.forms import tidy

__all__ = [
    "BoxesField",
    "DayField",
    "LongTextField",
    "PartialDateField",
    "TextField",
    "WholeField",
]
LONGEST = 20  # digits of a whole number
YEARS = range(1900, 2200)  # others are slips of the hand, and leave no room to count days


class PartialDateField(Field):
    """A date as far as it is known: 2027-03-08, or 2027-03 while only the month is."""

    widget = TextInput()

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str(self.data or "")

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (tidy(valuelist[0]) or "") if valuelist else ""
        self.data = None
        if typed:
            try:
                self.data = _in_reach(PartialDate(typed))
            except ValueError:
                raise ValueError(
                    _("Write a date like 2027-03-08, or 2027-03 while only the month is known.")
                ) from None


def _in_reach(typed: PartialDate) -> PartialDate:
    if typed.first.year not in YEARS:
        raise ValueError(typed)
    return typed


class DayField(DateField):
    """A day."""

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(_("Write a day like 2027-03-08.")) from None
        if self.data and self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("Write a day like 2027-03-08."))


class WholeField(IntegerField):
    """A whole number from ``least`` to ``most``.

    A text field: of what a number field can't read, a browser sends nothing back.
    """

    widget = TextInput()

    def __init__(
        self, label: Any, validators: Any = (), *, least: int, most: int, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        # Python reads no number of more than 4,300 digits, and says so in words of its own.
        short = typed.isdecimal() and len(typed) <= LONGEST
        if not short or not self.least <= int(typed) <= self.most:
            raise ValueError(
                _(
                    "Write a whole number from %(least)s to %(most)s.",
                    least=self.least,
                    most=self.most,
                )
            )
        self.data = int(typed)


class TextField(Field):
    """A text in the language of whoever writes; what it says in other languages is kept."""

    widget = TextInput()
    most = 300  # letters

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return (self.data or {}).get(reader.current().code, "")

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            typed = tidy(valuelist[0]) or ""
            if len(typed) > self.most:
                raise ValueError(_("That is too long: %(max)d letters at most.", max=self.most))
            self.data = Text(self.object_data or {}).saying(reader.current().code, typed)


class LongTextField(TextField):
    """A text of some lines."""

    widget: Any = TextArea()
    most = 20_000  # as many as catalogue files take
