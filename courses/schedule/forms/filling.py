"""Saying of many sessions at once what they are: a row each, saved together."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField
from wtforms.validators import Length

from courses.schedule import rules
from courses.schedule.forms.choices import NOTHING, Offered, TrainersField
from courses.schedule.models import Session
from courses.schedule.operations import Facts, Filling
from turin.errors import Refused
from turin.web.forms import Form
from turin.web.refusals import sentence

ROW = "row"  # sent once for each session that was shown, with its number


class RowsRefused(Refused):
    """Some rows can't be saved, and so none is: each says why."""


class RowForm(Form):
    """One session; left as it is, it stays so."""

    refused_at: ClassVar = {rules.RoomTaken: "room", rules.TrainerTaken: "trainers"}
    title = StringField(
        _l("Title"),
        validators=[Length(max=200, message=_l("Write the title in at most 200 letters."))],
    )
    module = SelectField(_l("Module"))
    trainers = TrainersField(_l("Trainers"))
    room = SelectField(_l("Room"))

    def __init__(self, session: Session, offered: Offered) -> None:
        self.session, self.offered = session, offered
        known = {
            "module": str(session.module_id or NOTHING),
            "trainers": [trainer.id for trainer in session.trainers],
            "room": str(session.room_id or NOTHING),
        }
        super().__init__(prefix=f"s{session.id}-", data=known, meta={"csrf": False})
        self.module.choices = offered.modules_by_name
        self.room.choices = offered.rooms_by_name
        self.trainers.choices = offered.trainers_by_name(session.trainers)

    @property
    def filling(self) -> Filling:
        """Return what is said of the session now."""
        known = self.session.trainers
        return Filling(
            title=self.offered.title(self.title.data or ""),
            module=self.offered.module(self.module.data),
            room=self.offered.room(self.room.data),
            trainers=self.offered.chosen(self.trainers.data, known),
        )

    @property
    def changed(self) -> bool:
        """Whether anything else is said of it than before."""
        known = Facts.of(self.session)
        return self.filling.on(known) != known


class FillForm(Form):
    """The rows of some sessions under one button."""

    def __init__(self, sessions: Sequence[Session], offered: Offered) -> None:
        super().__init__()
        self.rows = [RowForm(session, offered) for session in sessions]

    def __iter__(self) -> Iterator[Field]:
        """Give all that is asked, for the list of what is wrong."""
        yield from super().__iter__()
        for row in self.rows:
            yield from row

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at all rows, so that each says what is wrong with it."""
        return all([super().validate(extra_validators), *(row.validate() for row in self.rows)])

    @property
    def failed(self) -> bool:
        """Whether it was sent and came back."""
        return super().failed or any(row.failed for row in self.rows)

    @property
    def wrong(self) -> bool:
        """Whether a row was refused."""
        return any(row.refused for row in self.rows)


@sentence.register
def _rows_refused(_refusal: RowsRefused) -> str:
    return _(
        "Nothing is saved yet: mend the rows that say what is wrong with them, and save again."
    )
