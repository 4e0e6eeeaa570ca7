"""Outcomes as rows of a catalogue file."""

from typing import Any

from sqlalchemy import select

from courses.activities.models import Activity
from courses.outcomes.models import Kind, Outcome
from turin.db import db
from turin.rows import (
    SOURCED,
    Change,
    Key,
    OneOf,
    Origin,
    Refers,
    Section,
    Shape,
    Translated,
    When,
    put,
)


def write(row: dict[str, Any], origin: Origin) -> Change:
    """Store what came of an activity; what a catalogue file says is public."""
    values = {name: value for name, value in row.items() if name not in {"key", "activity"}}
    values["activity_id"] = db.session.scalars(
        select(Activity.id).where(Activity.key == row["activity"])
    ).one()
    values["published"] = True
    return put(Outcome, {"key": row["key"]}, values, origin)[1]


SECTION = Section(
    name="outcomes",
    model=Outcome,
    shape=Shape(
        {
            "key": Key(required=True),
            "activity": Refers("activities", required=True),
            "kind": OneOf(Kind, required=True),
            "title": Translated(required=True),
            "words": Translated(),
            "adopted": When(),
            **SOURCED,
        }
    ),
    write=write,
)
