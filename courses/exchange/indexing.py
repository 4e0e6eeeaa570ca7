"""Making everything found anew by what is said of it."""

from sqlalchemy import select

from courses.activities.models import Activity
from courses.activities.operations import index as index_activity
from courses.catalogue.load import index as index_course
from courses.catalogue.models import Course, Module
from courses.materials.load import index as index_work
from courses.materials.models import ModuleMaterial, Work
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
        used_in = select(ModuleMaterial.module_id).where(ModuleMaterial.work_id == work.id)
        taught = db.session.scalars(select(Module).where(Module.id.in_(used_in)))
        index_work(work, list(taught))
    return len(courses) + len(activities) + len(works)
