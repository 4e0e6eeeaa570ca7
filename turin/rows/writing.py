"""Writing a row only where it differs, so that loading twice changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from turin.db import Base, db
from turin.rows.fields import Field, Translated, Words

SOURCED: Mapping[str, Field] = {
    "source": Words(400),
    "confidence": Words(10),
    "note": Translated(),
}


class Change(StrEnum):
    """What loading did to a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # somebody's own row, which the example leaves alone


@dataclass(frozen=True, slots=True)
class Origin:
    """Who brings the rows: the example that ships, or somebody's own file."""

    example: bool = False


def put(
    model: type[Base], identity: Mapping[str, Any], values: Mapping[str, Any], origin: Origin
) -> tuple[Any, Change]:
    """Return the row of ``identity`` with ``values``, and what that changed.

    A row of the example that somebody loads otherwise becomes hers; her own are never touched by
    the example.
    """
    row: Any = db.session.scalars(select(model).filter_by(**identity)).one_or_none()
    if row is None:
        row = model(**identity, **values, example=origin.example)
        db.session.add(row)
        return row, Change.ADDED
    if origin.example and not row.example:
        return row, Change.KEPT
    if not assign(row, values):
        return row, Change.SAME
    row.example = origin.example
    return row, Change.CHANGED


def assign(row: Any, values: Mapping[str, Any]) -> bool:
    """Give ``row`` the values that it has not; whether there were any."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def align(
    rows: list[Any], model: type[Base], wanted: Sequence[Mapping[str, Any]], identity: str
) -> bool:
    """Make the children ``rows`` those ``wanted``, told apart by ``identity``; whether they differ.

    Those that stay keep what hangs on them.
    """
    known = {getattr(row, identity): row for row in rows}
    changed = False
    for values in wanted:
        row = known.pop(values[identity], None)
        if row is None:
            rows.append(model(**values))
            changed = True
        else:
            changed |= assign(row, values)
    for row in known.values():
        rows.remove(row)
    return changed or bool(known)


def merged(change: Change, children_differ: bool, row: Any, origin: Origin) -> Change:
    """Return what was done to a row with its children."""
    if change is Change.SAME and children_differ:
        row.example = origin.example
        return Change.CHANGED
    return change
