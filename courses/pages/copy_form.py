"""What is asked when a run is planned as an earlier one was."""

from datetime import timedelta
from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length

from courses.activities import rules
from courses.activities.fields import BoxesField, PartialDateField
from courses.activities.forms.planning import CODE
from courses.activities.models import Activity, Part
from courses.activities.operations import Wish
from turin import countries
from turin.countries import zones
from turin.db.types import PartialDate, Text
from turin.language import reader
from turin.web.forms import Form, Needed

WORDS = Length(max=200, message=_l("Write it in at most 200 letters."))


class CopyForm(Form):
    """The new dates, where it is held, and what to take. It is looked at before it is sent."""

    refused_at: ClassVar = {
        rules.DayNeeded: "starts",
        rules.DatesTurned: "ends",
        rules.CodeTaken: "code",
    }
    starts = PartialDateField(
        _l("First day"),
        [Needed(_l("Give the first day, or the month while only that is known."))],
        description=_l("Sessions keep their weekday and their time of day."),
    )
    ends = PartialDateField(
        _l("Last day"), description=_l("Leave it empty for as many days as before.")
    )
    taken = BoxesField(
        _l("What to take"),
        choices=lambda: {one.value: one.label for one in Part},
        coerce=Part,
    )
    code = StringField(
        _l("Code"), list(CODE), description=_l("Leave it empty for the next free one.")
    )
    venue = StringField(_l("Venue"), [WORDS])
    city = StringField(_l("City"), [WORDS])
    country = SelectField(
        _l("Country"), choices=lambda: {"": _("Choose a country"), **dict(countries.choices())}
    )
    zone = SelectField(_l("Time zone of the timetable"), [Needed(_l("Choose a time zone."))])

    def __init__(self, source: Activity) -> None:
        """Show ``source``; or what was asked in the address, which needs no token."""
        looking = request.method == "GET"
        asked = {"formdata": request.args} if looking and "starts" in request.args else {}
        known: dict[str, Any] = {
            "taken": list(Part),
            "venue": reader.said(source.venue).words,
            "city": reader.said(source.city).words,
            "country": source.country or "",
            "zone": source.zone,
        }
        super().__init__(data=known, meta={"csrf": False} if looking else None, **asked)
        self.zone.choices = {source.zone: source.zone, **dict(zones.choices())}
        self.asked = bool(asked) or not looking

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was typed, to be sent as it is by the button below what it leads to."""
        sent = request.form if request.method == "POST" else request.args
        return [
            (name, words)
            for name, words in sent.items(multi=True)
            if name in self and name != "csrf_token"
        ]

    def wish(self, source: Activity) -> Wish:
        """Return what was asked. Raises DayNeeded or DatesTurned."""
        starts: PartialDate = self.starts.data
        ends = self.ends.data or _as_long(source, starts)
        taken = frozenset(self.taken.data or ())
        rules.check_copyable(starts, taken)
        rules.check_dates(starts, ends)
        return Wish(
            code=self.code.data or "",
            starts=starts,
            ends=ends,
            venue=_place(source.venue, self.venue.data or ""),
            city=_place(source.city, self.city.data or ""),
            country=self.country.data or None,
            zone=self.zone.data,
            taken=taken,
        )


def _as_long(source: Activity, starts: PartialDate) -> PartialDate | None:
    """Return the last day of a run that is as long as ``source`` was, if all that is known."""
    if not (source.starts.day and source.ends and source.ends.day and starts.day):
        return None
    length: timedelta = source.ends.day - source.starts.day
    return PartialDate(str(starts.day + length))


def _place(before: Text, words: str) -> Text:
    """Return a place in all its languages while it is the same, else in the reader's alone."""
    if words == reader.said(before).words:
        return before
    return Text({reader.current().code: words} if words else {})
