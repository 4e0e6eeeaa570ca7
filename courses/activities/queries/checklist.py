"""Reading checklists. Every list has a full order."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from courses.activities.models import Activity, ActivityCheck, ActivityCopy, CourseCheck
from turin.db import db


def lines(activities: Sequence[Activity], *, undone: bool = False) -> list[ActivityCheck]:
    """Return the lines of the checklists of ``activities``, with who ticked them off.

    In the order in which they fall due: what counts from the first day, then from the last.
    """
    query = (
        select(ActivityCheck)
        .options(joinedload(ActivityCheck.done_by))
        .where(ActivityCheck.activity_id.in_([one.id for one in activities]))
        .order_by(ActivityCheck.anchor.desc(), ActivityCheck.days, ActivityCheck.id)
    )
    if undone:
        query = query.where(ActivityCheck.done_at.is_(None))
    return list(db.session.scalars(query))


def line(number: int) -> ActivityCheck | None:
    """Return one line of an activity's checklist."""
    return db.session.get(ActivityCheck, number)


def course_lines(course_id: int) -> list[CourseCheck]:
    """Return the lines that each run of a course begins with, in the same order."""
    return list(
        db.session.scalars(
            select(CourseCheck)
            .where(CourseCheck.course_id == course_id)
            .order_by(CourseCheck.anchor.desc(), CourseCheck.days, CourseCheck.id)
        )
    )


def copied(activity: Activity) -> ActivityCopy | None:
    """Return what ``activity`` was copied from, if it was."""
    return db.session.get(ActivityCopy, activity.id)
