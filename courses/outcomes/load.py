"""Outcomes as rows of a catalogue file."""

from typing import Any

from sqlalchemy import select

from courses.activities.models import Activity
from courses.outcomes.models import Outcome
from turin.db import db
from turin.rows import (
    SOURCED,
    Change,
    Key,
    Origin,
    Refers,
    Section,
    Shape,
    Translated,
    When,
    Words,
    YesNo,
    put,
)


def write(row: dict[str, Any], origin: Origin) -> Change:
    """Store what came of an activity."""
    values = {name: value for name, value in row.items() if name not in {"key", "activity"}}
    values["activity_id"] = db.session.scalars(
        select(Activity.id).where(Activity.key == row["activity"])
    ).one()
    return put(Outcome, {"key": row["key"]}, values, origin)[1]


SECTION = Section(
    name="outcomes",
    model=Outcome,
    shape=Shape(
        {
            "key": Key(required=True),
            "activity": Refers("activities", required=True),
            "kind": Words(30, required=True),
            "title": Translated(required=True),
            "adopted": When(),
            "text_held": YesNo(),
            **SOURCED,
        }
    ),
    write=write,
)
