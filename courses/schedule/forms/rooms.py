"""What a coordinator says of a room, and a trainer of when she is away."""

from datetime import date, time
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, StringField, TimeField
from wtforms.validators import Length, NumberRange, Optional

from courses.activities.fields import BoxesField
from courses.schedule import rules
from courses.schedule.models import Equipment
from courses.schedule.operations import RoomFacts
from turin.web.forms import Form, Needed


class RoomForm(Form):
    """A room."""

    refused_at: ClassVar = {rules.RoomKnown: "name", rules.ClosesBeforeOpening: "closes"}
    name = StringField(
        _l("Name"),
        validators=[
            Needed(_l("Enter the name of the room.")),
            Length(max=100, message=_l("Write the name in at most 100 letters.")),
        ],
    )
    capacity = IntegerField(
        _l("Capacity"),
        validators=[
            Needed(_l("Enter how many people it seats.")),
            NumberRange(1, 2000, message=_l("Enter a number from 1 to 2,000.")),
        ],
    )
    city = StringField(_l("City"), validators=[Optional(), Length(max=100)])
    opens = TimeField(
        _l("Open from"),
        validators=[Needed(_l("Enter when the room opens, like 08:00."))],
        default=time(8),
    )
    closes = TimeField(
        _l("Open until"),
        validators=[Needed(_l("Enter when the room closes, like 19:00."))],
        default=time(19),
    )
    equipment = BoxesField(_l("Equipment"))
    step_free = BooleanField(_l("Step-free access"))

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.equipment.choices = {one.value: one.label for one in Equipment}

    def facts(self) -> RoomFacts:
        """Return what was filled in."""
        return RoomFacts(
            name=self.name.data or "",
            capacity=self.capacity.data or 0,
            city=self.city.data or "",
            opens=self.opens.data or rules.OPENS,
            closes=self.closes.data or rules.CLOSES,
            equipment=self.equipment.data or [],
            step_free=bool(self.step_free.data),
        )


class AbsenceForm(Form):
    """From when to when a trainer is away."""

    refused_at: ClassVar = {rules.AwayBackwards: "last"}
    first = DateField(
        _l("First day away"), validators=[Needed(_l("Enter the first day, like 08/03/2027."))]
    )
    last = DateField(
        _l("Last day away"), validators=[Needed(_l("Enter the last day, like 12/03/2027."))]
    )
    why = StringField(
        _l("Why, in a word"),
        description=_l("Those who plan activities see it."),
        validators=[Length(max=100, message=_l("Write it in at most 100 letters."))],
    )

    def told(self) -> tuple[date, date, str]:
        """Return what was filled in. Raises ValueError before it was checked."""
        if self.first.data is None or self.last.data is None:
            raise ValueError("the days have not been checked")
        return self.first.data, self.last.data, self.why.data or ""
