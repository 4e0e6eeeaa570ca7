"""Reading what came of activities."""

from sqlalchemy import select

from courses.activities.models import Activity
from courses.outcomes.models import Outcome
from turin.db import db


def of_activity(activity: Activity) -> list[Outcome]:
    """Return what is known to have come of ``activity``, in the order it was recorded."""
    return list(
        db.session.scalars(
            select(Outcome).where(Outcome.activity_id == activity.id).order_by(Outcome.id)
        )
    )
