"""The materials of an earlier run, handed out by the next."""

from sqlalchemy import select

from courses.activities.events import Copied
from courses.activities.models import Part
from courses.materials.models import ActivityMaterial
from turin.db import db


def hand_on(copied: Copied) -> None:
    """Let the new activity hand out what the earlier one did, in the same order."""
    if Part.MATERIALS not in copied.taken:
        return
    old = select(ActivityMaterial).where(ActivityMaterial.activity_id == copied.copied.source_id)
    db.session.add_all(
        ActivityMaterial(
            activity_id=copied.copied.activity_id,
            work_id=one.work_id,
            position=one.position,
            noted=one.noted,
        )
        for one in db.session.scalars(old.order_by(ActivityMaterial.position))
    )
    db.session.flush()
