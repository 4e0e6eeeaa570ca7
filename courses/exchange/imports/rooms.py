"""Rooms from a sheet: those of a name that is known are changed, others are made."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.exchange.imports import words
from courses.exchange.imports.plans import Deed, Line, Plan
from courses.schedule import operations, queries, rules
from courses.schedule.models import Room
from courses.schedule.operations import RoomFacts
from turin.people.models import Person
from turin.web.refusals import sentence
from turin.web.sheets import Column, Reading, Row, cells

COLUMNS = (
    Column("name", _l("Name"), cells.words(100), needed=True, example=["Africa 1", "Americas"]),
    Column("capacity", _l("Capacity"), cells.whole(1, 2000), needed=True, example=["30", "60"]),
    Column("city", _l("City"), cells.words(100), example=["Turin", "Turin"]),
    Column("opens", _l("Open from"), cells.hour, example=["08:00", "08:30"]),
    Column("closes", _l("Open until"), cells.hour, example=["19:00", "18:00"]),
    Column(
        "equipment", _l("Equipment"), cells.choices(words.equipment), example=["projector, booths"]
    ),
    Column("step_free", _l("Step-free access"), cells.yes, example=["yes", "no"]),
)


def plan(reading: Reading) -> Plan:
    """Return what would be made and changed. What has no column stays as it is known."""
    known = {cells.folded(room.name): room for room in queries.rooms()}
    drawn = Plan.of(reading, [_("Name"), _("Capacity"), _("City")])
    seen: set[str] = set()
    for row in reading.whole:
        name = cells.folded(row["name"])
        if name in seen:
            reading.fault(row, "name", _("This room is named twice in the file."))
            continue
        seen.add(name)
        room = known.get(name)
        facts = _facts(row, room)
        try:
            rules.check_hours(facts.opens, facts.closes)
        except rules.ClosesBeforeOpening as refused:
            reading.fault(row, "closes", sentence(refused))
            continue
        drawn.lines.append(_line(row, room, facts))
    return drawn


def _facts(row: Row, room: Room | None) -> RoomFacts:
    def said(key: str, otherwise: object) -> object:
        found = row[key] if key in row.values else None
        known = getattr(room, key) if room else otherwise
        return known if found in {None, ""} else found

    return RoomFacts(
        name=room.name if room else row["name"],
        capacity=row["capacity"],
        city=str(said("city", "")),
        opens=row["opens"] or (room.opens if room else rules.OPENS),
        closes=row["closes"] or (room.closes if room else rules.CLOSES),
        equipment=row["equipment"] if "equipment" in row.values else room.equipment if room else [],
        step_free=row["step_free"] if "step_free" in row.values else bool(room and room.step_free),
    )


def _line(row: Row, room: Room | None, facts: RoomFacts) -> Line:
    says = [facts.name, str(facts.capacity), facts.city]
    if room is None:
        return Line(row, Deed.MADE, says, lambda by, at: _make(facts, by, at))
    same = all(getattr(room, name) == getattr(facts, name) for name in RoomFacts.__slots__)
    return Line(
        row,
        Deed.LEFT if same else Deed.CHANGED,
        says,
        lambda by, at: operations.change_room(room, facts, by=by, at=at),
    )


def _make(facts: RoomFacts, by: Person, at: datetime) -> None:
    made = operations.add_room(facts.name, facts.capacity, facts.city, by=by, at=at)
    operations.change_room(made, facts, by=by, at=at)
