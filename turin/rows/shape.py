"""The shape of a row: which fields it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from turin.rows.fields import Field, wrong
from turin.rows.reading import Node, Place

MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a row."""

    fields: Mapping[str, Field]

    def read(self, node: Node, place: Place) -> dict[str, Any]:
        """Return the row with its defaults; what is wrong is noted in ``place``."""
        if not isinstance(node.value, dict):
            place.wrong(node.line, "give the fields of a row, like {key: ..., title: ...}")
            return {}
        for name in [name for name in node.value if name not in self.fields]:
            place.inside(name).wrong(node.value[name].line, unknown("field", name, self.fields))
        return {name: self._value(name, node, place) for name in self.fields}

    def _value(self, name: str, node: Node, place: Place) -> Any:
        field = self.fields[name]
        given = node.value.get(name)
        if given is not None and given.value is not None:
            return field.read(given, place.inside(name))
        if field.required:
            place.inside(name).wrong(node.line, "this is missing, and every row needs it")
        return field.default


@dataclass(frozen=True, slots=True)
class Rows(Field):
    """Rows inside a row."""

    shape: Shape

    @property
    def default(self) -> list[Any]:
        return []

    def read(self, node: Node, place: Place) -> list[dict[str, Any]] | None:
        if not isinstance(node.value, list):
            return wrong(place, node, "give a list of rows, each with a dash before it")
        return [
            self.shape.read(item, place.inside(str(number)))
            for number, item in enumerate(node.value, 1)
        ]


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that there is no such thing, and which one may have been meant."""
    known = list(known)
    if near := get_close_matches(name, known, 1):
        return f"there is no {what} “{name}”; did you mean “{near[0]}”?"
    if len(known) > MOST_LISTED:
        return f"there is no {what} “{name}”"
    return f"there is no {what} “{name}”; known are {', '.join(known)}"
