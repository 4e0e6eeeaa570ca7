"""What a coordinator fills in for a session."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import Length, Optional, Regexp

from courses.activities.fields import BoxesField, WholeField
from courses.activities.models import Activity
from courses.schedule import rules
from courses.schedule.forms.choices import NOTHING, Offered, TrainersField
from courses.schedule.models import Kind, Session
from courses.schedule.operations import Facts
from courses.schedule.rules import Slot
from turin.db.types import Text
from turin.language import reader
from turin.web.forms import Form, Needed

MOST_SEATS = 2000


class SessionForm(Form):
    """A session: what, when, where and with whom."""

    refused_at: ClassVar = {
        rules.Untitled: "title",
        rules.OutsideDates: "day",
        rules.NoSuchTime: "starts",
        rules.EndsBeforeStart: "ends",
        rules.TooLong: "ends",
    }
    title = StringField(
        _l("Title"),
        description=_l("Leave it empty to take the title of the module."),
        validators=[Length(max=200, message=_l("Write the title in at most 200 letters."))],
    )
    module = SelectField(_l("Module"))
    day = DateField(
        _l("Day"), validators=[Needed(_l("Enter the day of the session, like 08/03/2027."))]
    )
    starts = TimeField(
        _l("Starts at"), validators=[Needed(_l("Enter when it starts, like 09:00."))]
    )
    ends = TimeField(_l("Ends at"), validators=[Needed(_l("Enter when it ends, like 10:30."))])
    overnight = BooleanField(_l("It ends on the next day"))
    room = SelectField(_l("Room"))
    online = BooleanField(_l("Online"))
    trainers = TrainersField(_l("Trainers"))
    link = StringField(
        _l("Address of the online room"),
        description=_l("Only participants and trainers see it."),
        validators=[
            Optional(),
            Length(max=500, message=_l("Write the address in at most 500 letters.")),
            Regexp(
                r"https://[^\s<>\"]+$",
                message=_l(
                    "Enter an address that starts with https://, as the online room shows it."
                ),
            ),
        ],
    )
    kind = SelectField(_l("Who takes part"), default=Kind.PLENARY.value)
    seats = WholeField(
        _l("Seats"),
        least=1,
        most=MOST_SEATS,
        description=_l("Only where not the whole group takes part."),
    )
    languages = BoxesField(
        _l("Languages of the session"), description=_l("None: those of the activity.")
    )
    interpreted = BoxesField(_l("Interpretation into"))
    together = StringField(
        _l("Why both may be at the same time"),
        description=_l("For example: two groups share the hall."),
        validators=[Length(max=200, message=_l("Write the reason in at most 200 letters."))],
    )

    @property
    def taken(self) -> bool:
        """Whether a room or a trainer was found taken, which can be allowed with a reason."""
        return isinstance(self.refused, rules.RoomTaken | rules.TrainerTaken)

    @property
    def free(self) -> datetime | None:
        """When what was found taken is free."""
        found: datetime | None = self.refused.facts.get("free") if self.refused else None
        return found

    def offer(self, activity: Activity, known: Session | None = None) -> None:
        """Fill in what can be chosen of a session that is ``known`` or of a new one."""
        offered = Offered(activity)
        self.module.choices = offered.modules_by_name
        self.room.choices = offered.rooms_by_name
        self.trainers.choices = offered.trainers_by_name(known.trainers if known else ())
        self.kind.choices = [(kind.value, kind.label) for kind in Kind]
        self.languages.choices = self.interpreted.choices = offered.languages

    @property
    def more(self) -> bool:
        """Whether what few sessions need is told, or has to be mended."""
        fields = (self.link, self.seats, self.languages, self.interpreted)
        unusual = self.kind.data not in {None, Kind.PLENARY}
        return unusual or any(field.data or field.errors for field in fields)

    def follow(self, activity: Activity, sessions: Sequence[Session]) -> None:
        """Suggest the time and the room that come after the last of ``sessions``."""
        self.day.data = activity.starts.day
        if sessions:
            last = sessions[-1]
            self.day.data = last.local_ends.date()
            self.starts.data = last.local_ends.time()
            self.room.data = str(last.room_id or NOTHING)

    def show(self, session: Session) -> None:
        """Fill in what is known of ``session``."""
        ours = session.module is not None and session.title == session.module.title
        self.title.data = "" if ours or session.unnamed else reader.said(session.title).words
        self.module.data = str(session.module_id or NOTHING)
        self.take(rules.slot(session))
        self.room.data = str(session.room_id or NOTHING)
        self.online.data = session.online
        self.trainers.data = [trainer.id for trainer in session.trainers]
        self.link.data, self.kind.data, self.seats.data = session.link, session.kind, session.seats
        self.languages.data, self.interpreted.data = session.languages, session.interpreted

    def move_to(self, moment: datetime) -> None:
        """Take another time of the same length: the button beside a refusal."""
        self.take(self.slot("UTC").at(moment))

    def take(self, slot: Slot) -> None:
        """Fill in a time."""
        self.day.data, self.starts.data, self.ends.data = slot.day, slot.starts, slot.ends
        self.overnight.data = slot.overnight

    def slot(self, zone: str) -> Slot:
        """Return the time that was filled in. Raises ValueError before it was."""
        day, starts, ends = self.day.data, self.starts.data, self.ends.data
        if day is None or starts is None or ends is None:
            raise ValueError("the times have not been checked")
        return Slot(day, starts, ends, zone, bool(self.overnight.data))

    def facts(self, activity: Activity, known: Session | None = None) -> Facts:
        """Return what was filled in, of a session that is ``known`` or of a new one."""
        offered = Offered(activity)
        module = offered.module(self.module.data)
        still_unnamed = bool(known and known.unnamed and not self.title.data and module is None)
        return Facts(
            slot=self.slot(activity.zone),
            title=known.title if known and still_unnamed else self._title(offered, known),
            unnamed=still_unnamed,
            module=module,
            room=offered.room(self.room.data),
            online=bool(self.online.data),
            trainers=offered.chosen(self.trainers.data, known.trainers if known else ()),
            together=self.together.data or "",
            link=self.link.data or "",
            kind=Kind(self.kind.data or Kind.PLENARY),
            seats=self.seats.data,
            languages=self.languages.data or [],
            interpreted=self.interpreted.data or [],
        )

    def _title(self, offered: Offered, known: Session | None) -> Text:
        """Return the title: as it was in all its languages, unless something else was typed.

        That is in the language in which it was shown, or in the first of the activity.
        """
        typed = self.title.data or ""
        shown = reader.said(known.title) if known else None
        if known and shown and typed == shown.words:
            return known.title
        if shown and shown.words and typed:
            return Text({shown.language: typed})
        return offered.title(typed)
