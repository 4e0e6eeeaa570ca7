"""The page on which is said when participants are reminded, and what became of it."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities import access
from courses.activities.models import Activity
from courses.activities.rules import OVER
from courses.activities.rules.work import Work
from courses.activities.telling import days_before
from courses.reminders import operations, queries, rules
from courses.reminders.forms import DaysForm
from courses.reminders.models import State
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current

pages = Blueprint("reminders", __name__, url_prefix="/staff/activities")


@pages.route("/<key>/reminders", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def reminders(key: str) -> Response | tuple[str, int]:
    """Show when participants are reminded and who was, and choose it."""
    activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
    form = DaysForm(activity)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
            operations.choose(activity, form.days.data or [], by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return redirect(url_for(".reminders", key=key), 303)
    activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
    page = render_template(
        "courses/reminders/reminders.html",
        activity=activity,
        form=form,
        over=activity.state in OVER and not form.failed,
        rows=_rows(activity),
    )
    return page, form.status


def _rows(activity: Activity) -> list[tuple[str, datetime | None, int, int]]:
    """Return of each reminder when it is, when that will be, and to how many it goes and went."""
    counted = queries.counted(activity)
    due = rules.due(activity) if activity.starts.day else {}
    return [
        (
            days_before(days),
            due.get(label := rules.label_of(days)),
            counted.get((label, State.PLANNED), 0),
            counted.get((label, State.POSTED), 0),
        )
        for days in activity.reminder_days
    ]
