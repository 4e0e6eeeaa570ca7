"""Which day or week of a timetable to copy, and to which."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectField

from courses.activities.fields import DayField
from courses.activities.models import Activity
from courses.schedule import batches, copying, rules
from courses.schedule.forms.agreeing import AgreeingForm
from courses.schedule.models import Session
from courses.schedule.operations import Facts
from turin.language import formats
from turin.web.forms import Needed

DAY, WEEK = "day", "week"


class RepeatForm(AgreeingForm):
    """A day or a week with sessions, and when they are to be once more."""

    refused_at: ClassVar = {rules.OutsideDates: "to", batches.NoTimeLeft: "to"}
    occupied = 0  # sessions that are left out, since there is one at their time already
    source = SelectField(_l("What to copy"), [Needed(_l("Choose the day or the week to copy."))])
    to = DayField(
        _l("To the day"),
        [Needed(_l("Enter the day to which to copy, like 08/03/2027."))],
        description=_l("Of a week, any day of the week to which to copy."),
    )

    def __init__(self, activity: Activity, sessions: Sequence[Session]) -> None:
        super().__init__()
        self.activity, self.sessions = activity, sessions
        self.source.choices = [
            (f"{kind}-{first}", _named(kind, first, count))
            for (kind, first), count in sorted(self._counted().items())
        ]

    def _counted(self) -> Counter[tuple[str, date]]:
        days = [one.local_starts.date() for one in self.sessions]
        return Counter((kind, _first(kind, day)) for day in days for kind in (DAY, WEEK))

    def described(self) -> list[Facts]:
        """Return the sessions as they are to be. Raises OutsideDates or NoTimeLeft."""
        kind, _dash, day = (self.source.data or "").partition("-")
        to, first = self.to.data, date.fromisoformat(day)
        if to is None:
            raise ValueError("the day has not been checked")
        if rules.outside(to, self.activity):
            raise rules.OutsideDates(first=self.activity.starts, last=self.activity.ends)
        chosen = [one for one in self.sessions if _first(kind, one.local_starts.date()) == first]
        moved = copying.repeated(chosen, _first(kind, to) - first)
        free = batches.unoccupied(moved, self.sessions)
        self.occupied = len(moved) - len(free)
        return free


def _first(kind: str, day: date) -> date:
    """Return the first day of what is copied: of a week its Monday."""
    return day - timedelta(days=day.weekday()) if kind == WEEK else day


def _named(kind: str, first: date, count: int) -> str:
    if kind == DAY:
        return ngettext(
            "%(day)s (%(num)s session)",
            "%(day)s (%(num)s sessions)",
            count,
            day=formats.day(first, "full"),
        )
    return ngettext(
        "The week of %(day)s (%(num)s session)",
        "The week of %(day)s (%(num)s sessions)",
        count,
        day=formats.day(first),
    )
