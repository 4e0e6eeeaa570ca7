"""Finding the columns of a sheet by their headings, and reading its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from xlsxwriter.utility import xl_col_to_name

from turin.web.sheets import refusals
from turin.web.sheets.cells import (
    Cell,
    Faulty,
    Formula,
    Reads,
    Wrong,
    folded,
    in_all_languages,
    plain,
)


@dataclass(frozen=True, eq=False)
class Column:
    """A column: its key, its heading in the reader's language, and what reads its cells.

    ``example`` is what the template shows in it, a row each.
    """

    key: str
    label: LazyString | str
    reads: Reads
    needed: bool = False
    example: Sequence[str] = ()

    def names(self) -> frozenset[str]:
        """Return what its heading may be: the key, or the label in any language."""
        return _names(self)


@cache
def _names(column: Column) -> frozenset[str]:
    said = in_all_languages(lambda: str(column.label))
    return frozenset(map(folded, (column.key, *said)))


class Fault(NamedTuple):
    """What is wrong with a cell, or with a row: its number and letter as the spreadsheet has them.

    ``heading`` is what the column is called in the file; empty where it is the whole row.
    """

    row: int
    letter: str
    heading: str
    says: str


@dataclass
class Row:
    """A row: its number in the spreadsheet, and what each column says in it.

    ``wrong`` are the columns whose cells could not be read: they say nothing.
    """

    number: int
    values: dict[str, Any]
    wrong: set[str] = field(default_factory=set)

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)


@dataclass
class Reading:
    """The rows, what could not be read in them, and headings that mean nothing here."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def whole(self) -> list[Row]:
        """The rows of which every cell could be read."""
        return [row for row in self.rows if not row.wrong]

    def fault(self, row: Row, key: str, says: str) -> None:
        """Note what is wrong in a row at a column, unless something is known to be already."""
        if key in row.wrong:
            return
        row.wrong.add(key)
        self.faults.append(Fault(row.number, *self.places.get(key, ("", "")), says))


def read(table: list[list[Cell]], columns: Sequence[Column], *, bare: bool = False) -> Reading:
    """Read a sheet whose first row that is not empty has the headings.

    A ``bare`` one may lack them, as what is pasted does: its columns are then in the order of
    ``columns``. Raises NothingInIt.
    """
    filled = [(number, row) for number, row in enumerate(table, 1) if any(map(plain, row))]
    if not filled:
        raise refusals.NothingInIt
    number, heads = filled[0]
    found = {place: _column(head, columns) for place, head in enumerate(heads)}
    reading = Reading()
    if bare and not any(found.values()):
        found = dict(enumerate(columns))
        heads = [str(column.label) for column in columns]
        filled.insert(0, filled[0])
    elif len(filled) == 1:
        raise refusals.NothingInIt
    placed = _placed(reading, number, heads, found)
    missing = [one for one in columns if one.needed and one.key not in placed]
    for column in missing:
        says = _("The column “%(name)s” is missing.", name=str(column.label))
        reading.faults.append(Fault(number, "", "", says))
    for number, cells in filled[1:]:
        row = Row(number, {}, {column.key for column in missing})
        _fill(reading, row, cells, placed)
        reading.rows.append(row)
    reading.faults.sort(key=lambda one: one.row)
    return reading


def _column(head: Cell, columns: Sequence[Column]) -> Column | None:
    asked = folded(plain(head))
    return next((one for one in columns if asked and asked in one.names()), None)


def _placed(
    reading: Reading, number: int, heads: Sequence[Cell], found: dict[int, Column | None]
) -> dict[str, tuple[int, Column]]:
    """Return where each column is; note what is there twice, or means nothing here."""
    placed: dict[str, tuple[int, Column]] = {}
    for place, column in found.items():
        head = plain(heads[place])[:80] if place < len(heads) else ""
        if column is None:
            reading.unread += [head] if head else []
            continue
        where = (xl_col_to_name(place), head)
        if column.key in placed:
            reading.faults.append(Fault(number, *where, _("Two columns have this heading.")))
            continue
        placed[column.key] = (place, column)
        reading.places[column.key] = where
    return placed


def _fill(
    reading: Reading, row: Row, cells: Sequence[Cell], placed: dict[str, tuple[int, Column]]
) -> None:
    """Put in what a row says; note which of its cells cannot be read."""
    for key, (place, column) in placed.items():
        cell = cells[place] if place < len(cells) else None
        try:
            row.values[key] = _value(cell, column)
        except Wrong as wrong:
            reading.fault(row, key, str(wrong))


def _value(cell: Cell, column: Column) -> Any:
    if isinstance(cell, Formula):
        raise Wrong(_("This cell holds a formula. Copy it and paste it as a value."))
    if isinstance(cell, Faulty):
        raise Wrong(_("This cell holds an error of the spreadsheet. Enter what it should say."))
    if column.needed and not plain(cell):
        raise Wrong(_("This cell is empty. Fill it in."))
    return column.reads(cell)
