"""Which week a page shows: it is in the address."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import request, url_for

from courses.schedule import access
from courses.schedule.models import Session
from courses.schedule.weeks import detail
from turin import clock
from turin.language import reader
from turin.people import current

HOME = "Europe/Rome"  # whose today it is, where no week is asked for
YEARS = range(1990, 2200)


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """Seven days from a Monday, and the addresses of those before and after."""

    monday: date
    this: date  # the Monday of today's

    @property
    def days(self) -> list[date]:
        """The seven days."""
        return [self.monday + timedelta(days=number) for number in range(7)]

    def address(self, weeks: int) -> str:
        """Return the address of this page so many weeks later."""
        monday = self.monday + timedelta(weeks=weeks) if weeks else self.this
        values = {**(request.view_args or {}), "from": monday.isoformat()}
        return url_for(request.endpoint or "", **values)


def asked_for() -> ShownWeek:
    """Return the week of the day that the address has; today's, if it has none that we can read."""
    today = clock.now().astimezone(ZoneInfo(HOME)).date()
    asked = request.args.get("from", type=date.fromisoformat)
    day = asked if asked and asked.year in YEARS else today
    return ShownWeek(*(one - timedelta(days=one.weekday()) for one in (day, today)))


def link(session: Session) -> str | None:
    """Return the address at which the reader may change a session."""
    if access.runs(current.person(), session):
        return url_for("schedule.session", number=session.id)
    return None


def activity_and_place(session: Session) -> str:
    """Return of which activity a session is, and where."""
    activity = session.activity
    named = activity.code or reader.said(activity.title).words
    return " · ".join(filter(None, (named, detail(session))))
