"""Asking a question about an activity, and asking to be told when a course has dates."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.activities import questions
from courses.catalogue import operations, queries
from courses.pages.addresses import address
from courses.pages.forms import AskForm, TellMeForm
from courses.pages.public import pages
from turin import clock
from turin.access import public
from turin.db import transaction
from turin.language import reader
from turin.people import current
from turin.web import limits

Page = Answer | str | tuple[str, int]


@pages.route("/courses/<key>/ask", methods=["GET", "POST"])
@public
@limits.asking
def ask(key: str) -> Page:
    """Take a question to those who coordinate an activity."""
    activity = activities.published(key) or abort(404)
    form = AskForm(obj=current.someone())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            questions.ask(
                activity,
                name=form.name.data or "",
                email=form.email.data or "",
                words=form.words.data or "",
                language=reader.current().code,
                at=clock.now(),
            )
            flash(_("Your question is on its way. The coordinators answer by mail."))
            return redirect(address(activity), 303)
    page = render_template("courses/pages/ask.html", form=form, activity=activity, address=address)
    return page, form.status


@pages.route("/course/<key>/tell-me", methods=["GET", "POST"])
@public
@limits.asking
def tell_me(key: str) -> Page:
    """Note where to write when a course has dates."""
    course = queries.course(key) or abort(404)
    form = TellMeForm(obj=current.someone())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.ask_to_be_told(
                course,
                email=form.email.data or "",
                language=reader.current().code,
                at=clock.now(),
            )
            flash(_("Noted: we write to you when this course has dates."))
            return redirect(url_for("pages.course", key=course.key), 303)
    return render_template("courses/pages/tell_me.html", form=form, course=course), form.status
