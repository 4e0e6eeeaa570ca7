"""What can be chosen of a session, read once for all the sessions of a form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from wtforms.widgets import CheckboxInput, ListWidget

from courses.activities.models import Activity, ActivityModule
from courses.schedule import queries
from courses.schedule.models import Room
from turin.db.types import Text
from turin.language import formats, reader
from turin.people.models import Person
from turin.web.fields import SeveralField

NOTHING = ""


class TrainersField(SeveralField):
    """Who teaches, each with a box to tick; her number is the choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, coerce=int, **kwargs)


@dataclass(frozen=True)
class Offered:
    """The modules of an activity, its languages, and the rooms and trainers that there are."""

    activity: Activity
    rooms: Sequence[Room] = field(default_factory=queries.rooms)
    teaching: Sequence[Person] = field(default_factory=queries.trainers)

    @property
    def modules_by_name(self) -> dict[str, str]:
        """The choices of a module."""
        modules = {str(one.id): reader.said(one.title).words for one in self.activity.modules}
        return {NOTHING: _("No module"), **modules}

    @property
    def rooms_by_name(self) -> dict[str, str]:
        """The choices of a room."""
        named = {
            str(room.id): _("%(room)s (%(seats)s)", room=room.name, seats=room.capacity)
            for room in self.rooms
        }
        return {NOTHING: _("No room"), **named}

    @property
    def languages(self) -> dict[str, str]:
        """The choices of a language."""
        spoken = self.activity.languages
        return {one.language: formats.language_name(one.language) for one in spoken}

    def trainers(self, besides: Sequence[Person] = ()) -> dict[int, Person]:
        """Return by their ids who may teach, and ``besides`` who teaches and no longer may."""
        return {one.id: one for one in (*self.teaching, *besides)}

    def trainers_by_name(self, besides: Sequence[Person] = ()) -> dict[str, str]:
        """Return the choices of trainers."""
        return {str(number): one.name for number, one in self.trainers(besides).items()}

    def room(self, chosen: str | None) -> Room | None:
        """Return the room that was chosen."""
        return _one(self.rooms, chosen)

    def module(self, chosen: str | None) -> ActivityModule | None:
        """Return the module that was chosen."""
        return _one(self.activity.modules, chosen)

    def chosen(self, numbers: Sequence[int] | None, besides: Sequence[Person] = ()) -> list[Person]:
        """Return the trainers that were chosen."""
        known = self.trainers(besides)
        return [known[number] for number in numbers or () if number in known]

    def title(self, typed: str) -> Text:
        """Return a title that was typed anew: in the first language of the activity."""
        spoken = self.activity.languages
        return Text({spoken[0].language if spoken else "en": typed}) if typed else Text()


def _one(rows: Sequence[Any], chosen: str | None) -> Any:
    return next((row for row in rows if str(row.id) == chosen), None)
