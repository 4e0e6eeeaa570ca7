"""A section of a catalogue file: the rows of one kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from turin.db import Base, db
from turin.rows.reading import Place
from turin.rows.shape import Shape
from turin.rows.writing import Change, Origin

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows called ``name`` in a file, kept in ``model``.

    ``identity`` names the fields that tell one row from another, ``unique`` a further field that no
    two rows share; ``write`` stores a row, ``check`` says what is wrong between its fields (field:
    sentence), and ``parts`` are the tables whose rows go with it.
    """

    name: str
    model: type[Base]
    shape: Shape
    write: Callable[[Row, Origin], Change]
    parts: tuple[type[Base], ...] = ()
    check: Callable[[Row], Mapping[str, str]] = lambda _row: {}
    identity: tuple[str, ...] = ("key",)
    unique: str = ""

    def called(self, row: Mapping[str, Any]) -> str:
        """Return what tells a row from others: its key, or C097 AL."""
        return " ".join(str(row.get(name) or "") for name in self.identity).strip()

    def has(self, key: str) -> bool:
        """Whether the database has the row of that key."""
        table: Any = self.model
        return db.session.scalar(select(table.id).where(table.key == key)) is not None

    def taken(self, row: Row) -> bool:
        """Whether another row of the database has this one's ``unique`` value."""
        table: Any = self.model
        same = getattr(table, self.unique) == row[self.unique]
        others = select(table.id).where(same, table.key != row["key"]).limit(1)
        return db.session.scalar(others) is not None

    def read(self, node: Any, place: Place) -> Row:
        """Return a row as its shape reads it, checked also between its fields."""
        before = len(place.problems)
        row = self.shape.read(node, place)
        if len(place.problems) == before:
            for name, sentence in self.check(row).items():
                place.inside(name).wrong(node.line, sentence)
        return row
