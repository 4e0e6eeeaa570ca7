"""Many sessions in one form: on which days of the week, at which hours, from when to when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from functools import cached_property
from typing import Any, ClassVar

from babel.dates import get_day_names
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TimeField
from wtforms.validators import Optional

from courses.activities.fields import BoxesField, DayField
from courses.activities.models import Activity
from courses.schedule import batches, rules
from courses.schedule.batches import TIMES, Pattern
from courses.schedule.forms.agreeing import AgreeingForm
from courses.schedule.forms.choices import Offered, TrainersField
from courses.schedule.forms.gaps import off
from courses.schedule.models import Session
from courses.schedule.operations import Facts
from courses.schedule.rules import Slot
from turin.countries.days_off import weekend
from turin.db.types import Said, Text
from turin.language import formats, reader
from turin.language.known import DEFAULT, INTERFACE
from turin.web.forms import Needed
from turin.web.refusals import sentence

NOON, EVENING = time(12), time(17)
USUAL = ((time(9), time(12, 30)), (time(14), time(17)))


class BatchForm(AgreeingForm):
    """The sessions of some days or weeks."""

    refused_at: ClassVar = {
        batches.Backwards: "last",
        batches.Overlap: "starts_1",
        batches.NoDayLeft: "weekdays",
        rules.OutsideDates: "first",
        rules.EndsBeforeStart: "ends_1",
    }
    occupied = 0  # times that are left out, since a session is there already
    weekdays = BoxesField(
        _l("Days of the week"),
        [Needed(_l("Choose at least one day of the week."))],
        choices=lambda: {
            str(number): name
            for number, name in sorted(
                get_day_names(context="stand-alone", locale=formats.locale()).items()
            )
        },
    )
    first = DayField(_l("First day"), [Needed(_l("Enter the first day, like 08/03/2027."))])
    last = DayField(_l("Last day"), [Needed(_l("Enter the last day, like 12/03/2027."))])
    holidays = BooleanField(_l("On public holidays too"))
    room = SelectField(_l("Room"))
    online = BooleanField(_l("Online"))
    trainers = TrainersField(_l("Trainers"))
    languages = BoxesField(
        _l("Languages of the sessions"), description=_l("None: those of the activity.")
    )
    interpreted = BoxesField(_l("Interpretation into"))

    def __init__(self, activity: Activity) -> None:
        off = weekend(activity.country, activity.starts.first)
        known: dict[str, Any] = {
            "weekdays": [str(number) for number in range(7) if number not in off],
            "first": activity.starts.first,
            "last": (activity.ends or activity.starts).last,
        }
        for number, (starts, ends) in enumerate(USUAL, 1):
            known |= {f"starts_{number}": starts, f"ends_{number}": ends}
        super().__init__(data=known if request.method == "GET" else None)
        self.offered = Offered(activity)
        self.room.choices = self.offered.rooms_by_name
        self.trainers.choices = self.offered.trainers_by_name()
        self.languages.choices = self.interpreted.choices = self.offered.languages

    @property
    def hours(self) -> list[tuple[Any, Any]]:
        """The fields from when to when, a pair for each time of a day."""
        return [
            (self[f"starts_{number}"], self[f"ends_{number}"]) for number in range(1, TIMES + 1)
        ]

    @property
    def more(self) -> bool:
        """Whether more than the usual times of a day are told, or have to be mended."""
        return any(one.raw_data and any(one.raw_data) for pair in self.hours[3:] for one in pair)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for both ends of each time, and for one time at least."""
        fine = super().validate(extra_validators)
        for starts, ends in self.hours:
            if starts.errors or ends.errors:
                continue
            if (starts.data is None) != (ends.data is None):
                lacking = starts if starts.data is None else ends
                lacking.errors = [_("Enter both: when it starts and when it ends.")]
                fine = False
        if fine and not self._times:
            first = self.hours[0][0]
            first.errors = [_("Enter at least one time of the day, like 09:00 to 12:30.")]
            fine = False
        return bool(fine)

    @property
    def _times(self) -> list[tuple[time, time]]:
        pairs = [(starts.data, ends.data) for starts, ends in self.hours]
        return [(starts, ends) for starts, ends in pairs if starts and ends]

    @cached_property
    def left_out(self) -> Mapping[date, Said]:
        """The days that are left out: public holidays at the venue, each with its name."""
        if self.holidays.data or self.first.data is None or self.last.data is None:
            return {}
        days = {day: off(self.offered.activity.country, day) for day in self._pattern.days}
        return {day: why.name for day, why in days.items() if why and why.name}

    @property
    def _pattern(self) -> Pattern:
        first, last = self.first.data, self.last.data
        if first is None or last is None:
            raise ValueError("the days have not been checked")
        return Pattern({int(one) for one in self.weekdays.data or ()}, self._times, first, last)

    def described(self, there: Sequence[Session]) -> list[Facts]:
        """Return the sessions at times without one, numbered after those that are ``there``.

        Raises what `batches` does.
        """
        slots = batches.slots(self._pattern, self.offered.activity, self.left_out)
        free = batches.unoccupied([self._facts(slot) for slot in slots], there)
        self.occupied = len(slots) - len(free)
        return [
            replace(one, title=self._title(number, one.slot.starts))
            for number, one in enumerate(free, len(there) + 1)
        ]

    def _facts(self, slot: Slot) -> Facts:
        return Facts(
            slot=slot,
            title=Text(),
            module=None,
            room=self.offered.room(self.room.data),
            online=bool(self.online.data),
            trainers=self.offered.chosen(self.trainers.data),
            languages=self.languages.data or [],
            interpreted=self.interpreted.data or [],
            unnamed=True,
        )

    def _title(self, number: int, starts: time) -> Text:
        """Return what a session is called until somebody says what it is, in its languages."""
        spoken = [one.language for one in self.offered.activity.languages]
        said = {}
        for code in [one for one in spoken if one in INTERFACE] or [DEFAULT.code]:
            with reader.reading(INTERFACE[code]):
                said[code] = _called(formats.number(number), starts)
        return Text(said)


for _number in range(1, TIMES + 1):
    setattr(BatchForm, f"starts_{_number}", TimeField(_l("Starts at"), [Optional()]))
    setattr(BatchForm, f"ends_{_number}", TimeField(_l("Ends at"), [Optional()]))


def _called(number: str, starts: time) -> str:
    if starts < NOON:
        return _("Session %(number)s, morning", number=number)
    if starts < EVENING:
        return _("Session %(number)s, afternoon", number=number)
    return _("Session %(number)s, evening", number=number)


@sentence.register
def _backwards(_refusal: batches.Backwards) -> str:
    return _("The last day is before the first. Enter a later day.")


@sentence.register
def _overlap(refusal: batches.Overlap) -> str:
    facts = refusal.facts
    return _(
        "A session starts at %(starts)s, before the one ahead of it ends at %(ends)s."
        " Enter times that do not overlap.",
        starts=f"{facts['starts']:%H:%M}",
        ends=f"{facts['ends']:%H:%M}",
    )


@sentence.register
def _no_day_left(_refusal: batches.NoDayLeft) -> str:
    return _(
        "None of these days is left between the two dates. Choose other days of the week, or other"
        " dates."
    )


@sentence.register
def _no_time_left(_refusal: batches.NoTimeLeft) -> str:
    return _("There is a session at each of these times already. Choose other days or other hours.")


@sentence.register
def _too_many_sessions(refusal: batches.TooManySessions) -> str:
    return _(
        "That would be %(count)s sessions; %(most)s at most are made at once. Choose fewer days.",
        count=formats.number(refusal.facts["count"]),
        most=formats.number(refusal.facts["most"]),
    )
