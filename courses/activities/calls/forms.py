"""What is asked of coordinators about a call, and of those who are called."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError

from courses.activities.calls import rules
from courses.activities.calls.models import Reply
from courses.activities.calls.operations import Contact
from courses.activities.models import Activity
from turin.language import formats, reader
from turin.language.known import INTERFACE
from turin.web.fields import PastedField, at_most, mail_address
from turin.web.forms import Form, Needed, tidy
from turin.web.refusals import sentence

LONGEST = 200  # letters of a name
MOST = 500  # lines at once


class ListForm(Form):
    """Whom to ask: pasted from a sheet, a line each."""

    lines = PastedField(
        _l("Whom to ask"),
        [Needed(_l("Write at least one line."))],
        description=_l(
            "A line each, in cells as a spreadsheet copies them or with semicolons: organization;"
            " name; address; language (en, fr, es, pt, ar, zh, ru). The name and the language may"
            " be left empty."
        ),
    )
    contacts: list[Contact]

    def validate_lines(self, field: Any) -> None:
        """Read the lines, and say of each what is wrong with it."""
        written = [line for line in (field.data or "").splitlines() if line.strip()]
        if len(written) > MOST:
            raise ValidationError(_("That is too much at once: %(most)d lines at most.", most=MOST))
        self.contacts, wrong = [], []
        for number, line in enumerate(written, 1):
            try:
                self.contacts.append(_contact(line))
            except ValueError as fault:
                wrong.append(
                    _("Line %(number)s: %(fault)s", number=formats.number(number), fault=fault)
                )
        field.errors = [*field.errors, *wrong[:-1]]
        if wrong:
            raise ValidationError(wrong[-1])


def _contact(line: str) -> Contact:
    """Read one line. Raises ValueError with what is to be repaired."""
    cells = [tidy(cell) or "" for cell in re.split(r"[;\t]", line)]
    organisation, name, email, language = (*cells, "", "", "", "")[:4]
    if not organisation or len(organisation) > LONGEST or len(name) > LONGEST:
        raise ValueError(_("write the organization first, in at most 200 letters."))
    address = mail_address(email)
    if address is None:
        raise ValueError(_("the third cell is no address; write one like name@example.org."))
    language = language.lower() or reader.current().code
    if language not in INTERFACE:
        raise ValueError(
            _("the fourth cell is no language that we write in; use one of those above.")
        )
    return Contact(organisation, name, address, language)


class TakeForm(Form):
    """From which earlier run to take the list."""

    earlier = SelectField(_l("The list of"), [Needed(_l("Choose an earlier run."))])

    def __init__(self, runs: list[Activity]) -> None:
        super().__init__()
        self.earlier.choices = [
            (run.key, f"{run.code or run.key}, {formats.day_range(run.starts, run.ends)}")
            for run in runs
        ]


class ReplyForm(Form):
    """What an organisation answers."""

    reply = RadioField(
        _l("Your answer"),
        [Needed(_l("Choose one of the three answers."))],
        choices=lambda: {one.value: one.label for one in Reply},
        coerce=Reply,
    )
    words = TextAreaField(
        _l("What else we should know"),
        [at_most(2000)],
        description=_l("For example, whom we should write to instead."),
    )


@sentence.register
def _not_calling(_refusal: rules.NotCalling) -> str:
    return _(
        "A call can go out while people can apply. Open the activity for applications first, or"
        " give it a deadline that is still to come."
    )


@sentence.register
def _nobody_to_call(_refusal: rules.NobodyToCall) -> str:
    return _("Everybody on the list has got the call. Add somebody first.")


@sentence.register
def _call_sent(refusal: rules.CallSent) -> str:
    return _("%(name)s has got the call already and stays on the list.", name=refusal.facts["name"])
