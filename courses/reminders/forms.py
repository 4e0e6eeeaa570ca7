"""What is asked about the reminders of an activity."""

from flask_babel import lazy_gettext as _l

from courses.activities.models import Activity
from courses.activities.telling import days_before
from courses.reminders.rules import OFFERED
from turin.web.fields import BoxesField
from turin.web.forms import Form


class DaysForm(Form):
    """How long before the first day participants are reminded of it."""

    days = BoxesField(
        _l("Remind participants"),
        choices=lambda: [(days, days_before(days)) for days in OFFERED],
        coerce=int,
        description=_l("At nine in the morning, on the clocks at the venue."),
    )

    def __init__(self, activity: Activity) -> None:
        super().__init__(data={"days": activity.reminder_days})
