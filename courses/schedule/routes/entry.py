"""Many sessions at once: a form that makes them, and a table that says what they are."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from courses.activities.access import activity as run_activity
from courses.activities.models import Activity
from courses.activities.operations import locked
from courses.activities.rules.work import Work
from courses.schedule import many, operations, queries
from courses.schedule.forms import BatchForm
from courses.schedule.forms.choices import Offered
from courses.schedule.forms.filling import ROW, FillForm, RowsRefused
from courses.schedule.forms.gaps import in_sentences, off
from courses.schedule.forms.repeating import RepeatForm
from courses.schedule.many import Gap, Lost, Placed, Target
from courses.schedule.models import Session
from courses.schedule.queries import LARGEST
from courses.schedule.routes.blueprint import pages
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.db.paging import page
from turin.people import current
from turin.web.forms import Form

Answer = Response | str | tuple[str, int]
TAKEN = {Gap.ROOM, Gap.TRAINER}
ROWS = 30  # on one page


@pages.route("/activities/<key>/timetable/batch", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def batch(key: str) -> Answer:
    """Show the sessions that a pattern makes, and make them when they have been seen."""
    activity = run_activity(key, run_by=current.person(), doing=Work.TIMETABLE)
    form, placed = BatchForm(activity), []
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = locked(run_activity(key, run_by=current.person(), doing=Work.TIMETABLE))
            described = form.described(queries.of_activity(activity))
            if form.agreed:
                made = many.add(activity, described, by=current.person(), at=clock.now())
                tell(made)
                return redirect(url_for(".fill", key=key), 303)
            placed = many.fit(described, Target.of(activity))
    return preview("courses/schedule/batch.html", activity, form, placed)


@pages.route("/activities/<key>/timetable/repeat", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def repeat(key: str) -> Answer:
    """Show what a copy of a day or a week would have, and make it when that has been seen."""
    activity = run_activity(key, run_by=current.person(), doing=Work.TIMETABLE)
    form, placed = RepeatForm(activity, queries.with_trainers(activity)), []
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = locked(run_activity(key, run_by=current.person(), doing=Work.TIMETABLE))
            form.sessions = queries.with_trainers(activity)
            if form.agreed:
                tell(many.add(activity, form.described(), by=current.person(), at=clock.now()))
                return redirect(url_for(".timetable", key=key), 303)
            placed = many.fit(form.described(), Target.of(activity))
    return preview("courses/schedule/repeat.html", activity, form, placed)


def preview(template: str, activity: Activity, form: Form, placed: Sequence[Placed]) -> Answer:
    """Show a form, and below it what it would make."""
    lacks = in_sentences([one.gaps for one in placed], activity.country)
    doubts = many.doubts(placed, activity, off)
    shown = list(zip(placed, lacks, doubts, strict=True))
    return render_template(template, activity=activity, form=form, placed=shown), form.status


def tell(made: Sequence[tuple[Session, list[Lost]]]) -> None:
    """Tell how many sessions were made, and how many lack a room or a trainer."""
    lacking = sum(any(lost.gap in TAKEN for lost in gaps) for _session, gaps in made)
    flash(
        ngettext(
            "%(num)s session is on the timetable.",
            "%(num)s sessions are on the timetable.",
            len(made),
        )
    )
    if lacking:
        flash(
            ngettext(
                "%(num)s of them lacks a room or a trainer, since they are taken at that time.",
                "%(num)s of them lack a room or a trainer, since they are taken at that time.",
                lacking,
            )
        )


@pages.route("/activities/<key>/timetable/fill", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def fill(key: str) -> Answer:
    """Say of the sessions that nobody has named what they are."""
    activity = run_activity(key, run_by=current.person(), doing=Work.TIMETABLE)
    shown = page(queries.unnamed(activity), request.args.get("page", 1, type=int), ROWS)
    form = FillForm(_sent(activity) or shown.rows, Offered(activity))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            flash(_filled(form))
            left = page(queries.unnamed(activity), 1, ROWS).total
            return redirect(url_for(".fill" if left else ".timetable", key=key), 303)
    html = render_template(
        "courses/schedule/fill.html",
        activity=activity,
        form=form,
        page=shown,
        numbered=lambda number: url_for(".fill", key=key, page=number),
    )
    return html, form.status


def _sent(activity: Activity) -> list[Session]:
    """Return the sessions whose rows came in, whatever has become of them meanwhile."""
    numbers = request.form.getlist(ROW, type=int)
    return queries.shown(activity, [one for one in numbers if 0 < one <= LARGEST])


def _filled(form: FillForm) -> str:
    """Save the rows that say something new. Raises RowsRefused if one can't be."""
    changed = [row for row in form.rows if row.changed]
    for row in changed:
        with row.refusals():
            operations.fill(row.session, row.filling, by=current.person(), at=clock.now())
    if form.wrong:
        raise RowsRefused
    if not changed:
        return _("Nothing was changed.")
    return ngettext("%(num)s session is changed.", "%(num)s sessions are changed.", len(changed))
