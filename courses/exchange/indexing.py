"""Making everything found anew by what is said of it."""

from sqlalchemy import select

from courses.activities.models import Activity
from courses.activities.operations import index as index_activity
from courses.catalogue.models import Course
from courses.catalogue.operations import index as index_course
from courses.materials import queries as materials
from courses.materials.models import Work
from courses.materials.operations import index as index_work
from turin.db import db


def index_all() -> int:
    """Write the search terms of every course, activity and work, and return how many rows.

    Runs inside a transaction.
    """
    courses = db.session.scalars(select(Course).order_by(Course.id)).all()
    for course in courses:
        index_course(course)
    activities = db.session.scalars(select(Activity).order_by(Activity.id)).all()
    for activity in activities:
        index_activity(activity)
    works = db.session.scalars(select(Work).order_by(Work.id)).all()
    for work in works:
        index_work(work, materials.modules_using(work))
    return len(courses) + len(activities) + len(works)
