"""The checklist of an activity: what is to be done by when, by whom, and what is done."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities import access, operations, queries, rules
from courses.activities.forms import LineForm
from courses.activities.models import Activity
from courses.activities.routes.staff import pages
from courses.activities.rules.work import Work
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Form, Press

Answer = Response | tuple[str, int]
DEEDS = {
    "tick": operations.tick,
    "untick": operations.untick,
    "remove": operations.remove_line,
}


@pages.route("/<key>/checklist", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def checklist(key: str) -> Answer:
    """Show the checklist, and add a line to it."""
    activity = access.activity(key, run_by=current.person(), doing=Work.CHECKLIST)
    form = LineForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CHECKLIST)
            operations.add_line(activity, form.facts(), by=current.person(), at=clock.now())
            flash(_("It is on the list."))
            return redirect(url_for(".checklist", key=key), 303)
    return _checklist(key, form, form)


def _checklist(
    key: str, form: LineForm, sent: Form, doing: Work = Work.CHECKLIST
) -> tuple[str, int]:
    activity = access.activity(key, run_by=current.person(), doing=doing)
    lines = queries.lines([activity])
    page = render_template(
        "courses/activities/checklist.html",
        activity=activity,
        lines=[(line, rules.due_day(line, activity)) for line in lines],
        form=sent,
        line_form=form,
        press=Press(formdata=None),
        today=rules.today(activity, clock.now()),
    )
    return page, sent.status


@pages.post(f"/<key>/checklist/<int:number>/<any({','.join(DEEDS)}):deed>")
@requires(Permission.WORK_ON_ACTIVITIES)
def change_line(key: str, number: int, deed: str) -> Answer:
    """Tick a line off, take the tick back, or take the line away."""
    press = Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CHECKLIST)
            DEEDS[deed](access.line(activity, number), by=current.person(), at=clock.now())
            return redirect(_back(activity), 303)
    return _checklist(key, LineForm(formdata=None), press)


def _back(activity: Activity) -> str:
    """Return to where the button was: the checklist, or the coordinator's day."""
    if request.form.get("back") == "day":
        return url_for("staff.overview")
    return url_for(".checklist", key=activity.key)


@pages.post("/<key>/checklist/keep")
@requires(Permission.WORK_ON_ACTIVITIES)
def keep_checklist(key: str) -> Answer:
    """Let later runs of the course begin with this checklist."""
    press = Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
            course = activity.course or abort(404)
            operations.keep_for_course(activity, course, by=current.person(), at=clock.now())
            flash(_("The next run that is planned from the course begins with these lines."))
            return redirect(url_for(".checklist", key=key), 303)
    return _checklist(key, LineForm(formdata=None), press, Work.CHANGE)
