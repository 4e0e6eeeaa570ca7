"""The columns of a session, and what a row says of one: read against what there is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.activities.models import Activity, ActivityModule
from courses.exchange.imports import words
from courses.schedule import operations, queries, rules
from courses.schedule.models import Kind, Room, Session
from courses.schedule.operations import Facts
from courses.schedule.rules import Slot
from turin.db.types import Text
from turin.errors import Refused
from turin.people.models import Person
from turin.web.refusals import sentence
from turin.web.sheets import Cell, Column, Reading, Row, cells

Thing = TypeVar("Thing")
AT: dict[type[Refused], str] = {
    rules.OutsideDates: "day",
    rules.NoSuchTime: "starts_at",
    rules.EndsBeforeStart: "ends_at",
    rules.TooLong: "ends_at",
}


def _address(cell: Cell) -> str:
    """Read where an online room is opened."""
    said = cells.plain(cell)
    if said and (not said.startswith("https://") or len(said) > 500 or set(said) & set(' <>"')):
        raise cells.Wrong(
            _("Enter an address that starts with https://, as the online room shows it.")
        )
    return said


DAY = Column("day", _l("Day"), cells.day, example=["2027-03-08", "2027-03-08"])
TIMES = (
    Column("starts_at", _l("Starts at"), cells.hour, example=["09:00", "14:00"]),
    Column("ends_at", _l("Ends at"), cells.hour, example=["12:30", "17:00"]),
    Column("overnight", _l("It ends on the next day"), cells.yes),
)
WHAT = (
    Column("title", _l("Title"), cells.words(200), example=["Opening", ""]),
    Column("module", _l("Module"), cells.words(300), example=["", "1"]),
    Column("room", _l("Room"), cells.words(100), example=["Africa 1", ""]),
    Column("online", _l("Online"), cells.yes, example=["no", "yes"]),
    Column("trainers", _l("Trainers"), cells.listed, example=["Amina Haddad"]),
    Column(
        "link",
        _l("Address of the online room"),
        _address,
        example=["", "https://meet.example.org/1"],
    ),
)
COLUMNS = (DAY, *TIMES, *WHAT)
MORE = (
    Column("kind", _l("Who takes part"), cells.choice(words.kinds), example=["plenary", "group"]),
    Column("seats", _l("Seats"), cells.whole(1, 2000), example=["", "12"]),
    Column("languages", _l("Languages of the session"), cells.choices(words.languages)),
    Column(
        "interpreted", _l("Interpretation into"), cells.choices(words.languages), example=["fr, es"]
    ),
)


@dataclass
class Drafted:
    """What a row says of a session; the module by its place among those of the activity."""

    row: Row
    slot: Slot
    title: Text
    module: int | None
    room: Room | None
    trainers: list[Person]

    def facts(self, activity: Activity) -> Facts:
        """Return it as the timetable takes it, for an activity that is stored by now."""
        return Facts(
            slot=self.slot,
            title=self.title,
            module=None if self.module is None else activity.modules[self.module],
            room=self.room,
            online=bool(self.row["online"]),
            trainers=self.trainers,
            link=self.row["link"] or "",
            kind=Kind(self.row["kind"] or Kind.PLENARY),
            seats=self.row["seats"],
            languages=self.row["languages"] or [],
            interpreted=self.row["interpreted"] or [],
        )

    def planned(self, activity: Activity, number: int) -> Session:
        """Return it as a session that is nowhere stored, to see whether it would clash."""
        return operations.planned(activity, self.facts(activity), number)


class Known:
    """The rooms and trainers that there are, by what people call them; asked for once."""

    @cached_property
    def rooms(self) -> dict[str, Room]:
        """By name."""
        return {cells.folded(room.name): room for room in queries.rooms()}

    @cached_property
    def trainers(self) -> dict[str, list[Person]]:
        """By name and by address."""
        found: dict[str, list[Person]] = {}
        for person in queries.trainers():
            for called in {cells.folded(person.name), cells.folded(person.email)}:
                found.setdefault(called, []).append(person)
        return found


def draft(reading: Reading, row: Row, activity: Activity, known: Known) -> Drafted | None:
    """Return what a row says of a session of ``activity``; None if a fault was found in it."""
    slot = _slot(reading, row, activity)
    module = _found(reading, row, "module", lambda said: _module(said, activity.modules))
    room = _found(reading, row, "room", lambda said: known.rooms.get(cells.folded(said)))
    trainers = [
        one for said in row["trainers"] or () if (one := _trainer(reading, row, said, known))
    ]
    if not row["title"] and not row["module"]:
        reading.fault(row, "title", sentence(rules.Untitled()))
    if slot is None or row.wrong:
        return None
    first = activity.languages[0].language if activity.languages else "en"
    title = Text({first: row["title"]}) if row["title"] else Text()
    return Drafted(row, slot, title, module, room, trainers)


def _slot(reading: Reading, row: Row, activity: Activity) -> Slot | None:
    day, starts, ends = (row[key] for key in ("day", "starts_at", "ends_at"))
    for key in ("day", "starts_at", "ends_at"):
        if row[key] is None:
            reading.fault(row, key, _("This cell is empty. Fill it in."))
    if day is None or starts is None or ends is None:
        return None
    slot = Slot(day, starts, ends, activity.zone, bool(row["overnight"]))
    try:
        rules.check_times(slot, activity)
    except Refused as refused:
        reading.fault(row, AT.get(type(refused), "day"), sentence(refused))
        return None
    return slot


def _found(
    reading: Reading, row: Row, key: str, find: Callable[[str], Thing | None]
) -> Thing | None:
    said = row[key]
    if not said:
        return None
    found = find(said)
    if found is None:
        reading.fault(
            row, key, _("“%(word)s” is not on the list. Write it as it stands there.", word=said)
        )
    return found


def _module(said: str, modules: Iterable[ActivityModule]) -> int | None:
    """Return the place of a module that is named by its number or by its title in any language."""
    asked = cells.folded(said)
    for place, module in enumerate(modules):
        titles = {cells.folded(words) for words in module.title.values()}
        if asked == str(place + 1) or asked in titles:
            return place
    return None


def _trainer(reading: Reading, row: Row, said: str, known: Known) -> Person | None:
    found = known.trainers.get(cells.folded(said), [])
    if len(found) == 1:
        return found[0]
    if found:
        says = _(
            "Several trainers are called %(name)s. Write the email address instead.", name=said
        )
    else:
        says = _("“%(word)s” is not on the list. Write it as it stands there.", word=said)
    reading.fault(row, "trainers", says)
    return None


def called(session: Session) -> set[tuple[datetime, datetime, str]]:
    """Return by what a session is the one that a row tells of: its times and any of its titles."""
    titles = {*session.title.values(), *(session.module.title.values() if session.module else ())}
    return {(session.local_starts, session.local_ends, cells.folded(title)) for title in titles}
