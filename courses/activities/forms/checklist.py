"""What is asked about a line that a coordinator adds to a checklist."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length

from courses.activities.fields import WholeField
from courses.activities.models import Anchor, Who
from courses.activities.operations import LineFacts
from turin.db.types import Text
from turin.language import reader
from turin.web.forms import Form, Needed

MOST = 1000
WHEN = {
    "before-start": (Anchor.START, -1, _l("days before the first day")),
    "after-start": (Anchor.START, 1, _l("days after the first day")),
    "before-end": (Anchor.END, -1, _l("days before the last day")),
    "after-end": (Anchor.END, 1, _l("days after the last day")),
}


class LineForm(Form):
    """A line of a checklist: what, when, and who does it."""

    words = StringField(
        _l("What is to be done"),
        [
            Needed(_l("Say what is to be done.")),
            Length(max=200, message=_l("Write it in at most 200 letters.")),
        ],
    )
    days = WholeField(
        _l("How many days"), [Needed(_l("Say how many days."))], least=0, most=MOST, default=7
    )
    when = RadioField(
        _l("Counted as"),
        [Needed(_l("Choose from when the days are counted."))],
        choices=lambda: {name: str(label) for name, (_a, _s, label) in WHEN.items()},
        default="before-start",
    )
    who = SelectField(
        _l("Who does it"),
        choices=lambda: {one.value: one.label for one in Who},
        coerce=Who,
        default=Who.COORDINATOR,
    )

    def facts(self) -> LineFacts:
        """Return what was typed."""
        anchor, sign, _label = WHEN[self.when.data]
        return LineFacts(
            words=Text({reader.current().code: self.words.data or ""}),
            anchor=anchor,
            days=sign * (self.days.data or 0),
            who=self.who.data,
        )
