"""What is asked about the reminders of an activity."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n

from courses.activities.models import Activity
from courses.reminders.rules import OFFERED
from turin.web.fields import BoxesField
from turin.web.forms import Form


class DaysForm(Form):
    """How long before the first day participants are reminded of it."""

    days = BoxesField(
        _l("Remind participants"),
        choices=lambda: [(days, said(days)) for days in OFFERED],
        coerce=int,
        description=_l("At nine in the morning, on the clocks at the venue."),
    )

    def __init__(self, activity: Activity) -> None:
        super().__init__(data={"days": activity.reminder_days})


def said(days: int) -> str:
    """Return how long before it is, in the reader's words."""
    return _n("%(num)s day before the first day", "%(num)s days before the first day", days)
