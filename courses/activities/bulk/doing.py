"""Doing one change to several activities: what can't be is left as it is, and said why."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.activities import access, operations
from courses.activities.bulk.changes import Change
from courses.activities.models import Activity
from courses.activities.operations import BackingFacts, Facts
from turin import audit
from turin.db import db
from turin.db.types import PartialDate, Text
from turin.errors import Refused
from turin.people.models import Person

MOST = 100  # at once: for as long nobody else can change one of them


@dataclass(frozen=True, slots=True)
class Result:
    """What a change does to one activity; without ``changes`` and ``refused`` it was so already."""

    key: str
    code: str | None
    title: Text
    starts: PartialDate
    ends: PartialDate | None
    changes: audit.Changes
    refused: Refused | None = None


class Otherwise(Exception):
    """By now something else would be done than what was shown."""


def done(keys: Sequence[str], change: Change, *, by: Person, at: datetime) -> list[Result]:
    """Do the change to each of the activities that ``by`` runs, and return what was done, by start.

    All are locked first, in one order, and looked at as they are then. What a rule refuses is
    left as it was.
    """
    results = [_done(one, change, by, at) for one in _locked(keys, by)]
    return sorted(results, key=lambda one: (one.starts, one.key))


def check_seen(results: list[Result], seen: str) -> None:
    """Raise Otherwise unless what was done is what was ``seen`` before.

    Whoever has seen nothing is so shown what would be done: with the exception it is taken back.
    """
    if told(results) != seen:
        raise Otherwise


def told(results: list[Result]) -> str:
    """Return a mark that is another one as soon as anything else is done."""
    facts = [(one.key, one.changes, type(one.refused).__name__) for one in results]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _locked(keys: Sequence[str], by: Person) -> list[Activity]:
    parts = (Activity.coordinators, Activity.backing)
    query = select(Activity).where(Activity.key.in_(keys[:MOST])).order_by(Activity.id)
    query = query.options(*(selectinload(part) for part in parts)).with_for_update()
    found = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return [one for one in found if access.runs(by, one)]


def _done(activity: Activity, change: Change, by: Person, at: datetime) -> Result:
    facts = (activity.key, activity.code, activity.title, activity.starts, activity.ends)
    before = _shown(activity)
    try:
        with db.session.begin_nested():
            further = change.do(activity, by=by, at=at)
            changes = {**audit.differences(before, _shown(activity)), **further}
    except Refused as refused:
        return Result(*facts, changes={}, refused=refused)
    return Result(*facts, changes=changes)


def _shown(activity: Activity) -> dict[str, Any]:
    """Return every field that a change can touch."""
    names = [one.name for one in fields(BackingFacts)]
    return {
        **audit.snapshot(operations.facts_of(activity), [one.name for one in fields(Facts)]),
        **audit.snapshot(activity.backing, names),
        "state": activity.state.value,
        "coordinators": [one.person_id for one in activity.coordinators],
    }
