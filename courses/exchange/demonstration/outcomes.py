"""What came of the demonstration's activities."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from courses.activities.models import Activity
from courses.outcomes import operations
from courses.outcomes.models import Kind, State
from turin.db.types import PartialDate, Text
from turin.people.models import Person

REPORTED = timedelta(days=2)  # before now


def record(activity: Activity, told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    """Record the outcome that is told of an activity, with what was undertaken in it."""
    if "outcome" not in told:
        return
    outcome, adopted = told["outcome"], (activity.ends or activity.starts).last
    facts = operations.Facts(
        kind=Kind(outcome["kind"]),
        title=Text(outcome["title"]),
        words=Text(outcome["words"]),
        adopted=PartialDate(adopted.isoformat()),
        published=True,
    )
    made = operations.record(activity, facts, by=by, at=at)
    made.demonstration = True
    for one in outcome["commitments"]:
        due = adopted + timedelta(days=one["due"])
        said = operations.Undertaken(
            words=Text(one["words"]), owner=one["owner"], due=PartialDate(due.isoformat())
        )
        commitment = operations.undertake(made, said, by=by, at=at)
        if "state" in one:
            operations.report(
                commitment, State(one["state"]), one.get("news", ""), by=by, at=at - REPORTED
            )
