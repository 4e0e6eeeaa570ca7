"""The page on which is said what a course is about."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.catalogue import queries as catalogue
from courses.catalogue.vocabularies import operations, queries
from courses.catalogue.vocabularies.fields import AboutFields
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current

pages = Blueprint("course_terms", __name__, url_prefix="/staff/courses")


@pages.route("/<key>/terms", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def classify(key: str) -> Response | tuple[str, int]:
    """Say which themes a course has and which components of the plan of action it serves."""
    course = catalogue.course(key) or abort(404)
    form = AboutFields()
    form.offer(queries.terms(), course.terms)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            course = catalogue.course(key) or abort(404)
            operations.classify(course, form.about(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return redirect(url_for("activities.choose"), 303)
    course = catalogue.course(key) or abort(404)
    page = render_template("courses/catalogue/classify.html", form=form, course=course)
    return page, form.status
