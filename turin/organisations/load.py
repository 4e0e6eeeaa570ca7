"""Organisations as rows of a catalogue file."""

from typing import Any

from sqlalchemy import select

from turin.db import db
from turin.organisations.models import Group, Organisation
from turin.rows import (
    Change,
    Country,
    Key,
    Listed,
    OneOf,
    Origin,
    Refers,
    Section,
    Shape,
    Translated,
    Whole,
    Words,
    put,
)


def write(row: dict[str, Any], origin: Origin) -> Change:
    """Store an organisation."""
    values = {name: value for name, value in row.items() if name not in {"key", "parent"}}
    values["parent_id"] = row["parent"] and named(row["parent"])
    return put(Organisation, {"key": row["key"]}, values, origin)[1]


def named(key: str) -> int:
    """Return the id of the organisation of that key, which is there."""
    return db.session.scalars(select(Organisation.id).where(Organisation.key == key)).one()


SECTION = Section(
    name="organisations",
    model=Organisation,
    shape=Shape(
        {
            "key": Key(required=True),
            "name": Translated(required=True),
            "acronym": Words(40),
            "aliases": Listed(Words(40)),
            "group": OneOf(Group),
            "kind": Words(60),
            "parent": Refers("organisations"),
            "city": Words(100),
            "country": Country(),
            "founded": Whole(1800, 2200),
            "source": Words(300),
            "confidence": Words(10),
        }
    ),
    write=write,
)
