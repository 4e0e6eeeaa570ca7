"""Reading what activities teach. Every list has a full order."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.activities.models import Activity, ActivityModule
from courses.activities.rules import BEGUN
from courses.catalogue.models import Module
from turin.db import db


def taught(activity: Activity) -> list[ActivityModule]:
    """Return what an activity teaches, each with its module of today."""
    return list(
        db.session.scalars(
            select(ActivityModule)
            .options(selectinload(ActivityModule.module))
            .where(ActivityModule.activity_id == activity.id)
            .order_by(ActivityModule.position)
        )
    )


def to_come_with(module: Module) -> list[Activity]:
    """Return the activities that teach ``module`` and have not begun, by start."""
    teaching = Activity.modules.any(ActivityModule.module_id == module.id)
    coming = select(Activity).options(selectinload(Activity.coordinators))
    coming = coming.where(teaching, Activity.state.not_in(BEGUN))
    return list(db.session.scalars(coming.order_by(Activity.starts, Activity.id)))
