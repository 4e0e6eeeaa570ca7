"""The sheet of a session as a form: one choice for each participant."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from wtforms import Field, RadioField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its types
from wtforms.validators import Optional

from courses.attendance import rules
from courses.attendance.models import Mark
from courses.registration.models import Application
from turin.language.formats import moment, zone_city
from turin.web.forms import Form
from turin.web.refusals import sentence

PREFIX = "mark-"
NOTHING = Optional(strip_whitespace=False)  # a space is no choice, but one that cannot be


class Sheet(Form):
    """Who was there. Whoever has no choice yet keeps none, unless all others were present."""

    all_others = SubmitField()

    @property
    def marks(self) -> dict[int, Mark]:
        """What is chosen, by the id of the application."""
        otherwise = Mark.PRESENT if self.all_others.data else None
        chosen = {
            int(name.removeprefix(PREFIX)): field.data or otherwise
            for name, field in self._fields.items()
            if name.startswith(PREFIX)
        }
        return {number: Mark(mark) for number, mark in chosen.items() if mark}

    def lines(self, participants: Iterable[Application]) -> list[tuple[Application, Field]]:
        """Return each of the participants that the form asks about, with her choice."""
        return [(one, self[_name(one)]) for one in participants if _name(one) in self]


def sheet(participants: Iterable[Application], marked: Mapping[int, Mark]) -> Sheet:
    """Return the form of a session: each participant with what is ``marked`` of her."""
    choices = [SelectChoice(mark.value, mark.label) for mark in Mark]
    fields = {
        _name(one): RadioField(one.name, choices=choices, validators=[NOTHING])
        for one in participants
    }
    known = {f"{PREFIX}{number}": mark.value for number, mark in marked.items()}
    made: Sheet = type("SheetOfSession", (Sheet,), fields)(data=known)
    return made


def _name(application: Application) -> str:
    return f"{PREFIX}{application.id}"


@sentence.register
def _not_begun(refusal: rules.NotBegun) -> str:
    return _(
        "This session begins on %(moment)s (%(zone)s). Attendance can be marked from then on.",
        moment=moment(refusal.facts["starts_at"], refusal.facts["zone"]),
        zone=zone_city(refusal.facts["zone"]),
    )
