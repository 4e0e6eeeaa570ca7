"""From what was sent to what an import of it would do."""

from collections.abc import Sequence

from courses.exchange.imports import activities, programmes, rooms, sessions, trainers
from courses.exchange.imports.models import Kind
from courses.exchange.imports.operations import Opened
from courses.exchange.imports.plans import Plan
from turin.people.models import Person
from turin.web import sheets
from turin.web.sheets import Cell, Column

COLUMNS: dict[Kind, Sequence[Column]] = {
    Kind.SESSIONS: sessions.COLUMNS,
    Kind.ROOMS: rooms.COLUMNS,
    Kind.TRAINERS: trainers.COLUMNS,
    Kind.PROGRAMMES: activities.COLUMNS,
}


def table(content: bytes, *, pasted: bool) -> list[list[Cell]]:
    """Return the cells of what was sent. Raises what `turin.web.sheets.refusals` has."""
    return sheets.pasted(content.decode()) if pasted else sheets.sent(content)


def look(opened: Opened, by: Person) -> Plan:
    """Return what importing it would do now: nothing is written for it.

    Raises what `turin.web.sheets.refusals` has.
    """
    kind, activity = opened.file.kind, opened.file.activity
    cells = table(opened.content, pasted=opened.file.pasted)
    reading = sheets.read(cells, COLUMNS[kind], bare=opened.file.pasted)
    if kind is Kind.SESSIONS and activity is not None:
        return sessions.plan(reading, activity)
    if kind is Kind.PROGRAMMES:
        return programmes.plan(reading, by)
    return rooms.plan(reading) if kind is Kind.ROOMS else trainers.plan(reading)
