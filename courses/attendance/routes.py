"""The attendance of an activity, and the sheet of a session as one holds it on a phone."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.activities import access as activities
from courses.activities.rules.work import Work
from courses.attendance import access, forms, operations, queries
from courses.schedule.models import Session
from turin import clock
from turin.access import Permission, requires, signed_in
from turin.db import transaction
from turin.people import current

pages = Blueprint("attendance", __name__, url_prefix="/staff")


@pages.get("/activities/<key>/attendance")
@requires(Permission.WORK_ON_ACTIVITIES)
def attendance(key: str) -> str:
    """Show who was at which session, for how long, and who has reached the share."""
    activity = activities.activity(key, run_by=current.person(), doing=Work.ATTENDANCE)
    return render_template(
        "courses/attendance/activity.html",
        activity=activity,
        sheet=queries.sheet(activity),
        unmarked=queries.unmarked([activity], clock.now())[activity.id],
    )


@pages.route("/sessions/<int:number>/attendance", methods=["GET", "POST"])
@signed_in
def session(number: int) -> ResponseReturnValue:
    """Mark who is at a session."""
    found = access.session(number, marked_by=current.person())
    form = _form(found)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.session(number, marked_by=current.person())
            changed = operations.mark(found, form.marks, by=current.person(), at=clock.now())
            flash(_said(changed))
            return redirect(url_for(".session", number=number), 303)
    return _page(access.session(number, marked_by=current.person()), form)


def _form(session: Session) -> forms.Sheet:
    marked = {number: row.mark for number, row in queries.of_session(session).items()}
    return forms.sheet(queries.participants(session.activity), marked)


def _said(changed: int) -> str:
    if not changed:
        return _("Nothing was changed: these marks are stored already.")
    return ngettext("%(num)s mark is stored.", "%(num)s marks are stored.", changed)


def _page(session: Session, form: forms.Sheet) -> ResponseReturnValue:
    page = render_template(
        "courses/attendance/session.html",
        session=session,
        form=form,
        lines=form.lines(queries.participants(session.activity)),
        marked=queries.of_session(session),
        begun=session.starts_at <= clock.now(),
        runs=access.runs(current.person(), session),
    )
    return page, form.status
