"""A new run as an earlier one was: what would be taken, taking it, and what is left to look at."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from courses.activities import access, operations, queries
from courses.activities.models import Activity, ActivityCheck, ActivityModule, Part
from courses.activities.operations import Wish, moved
from courses.activities.rules.work import Work
from courses.materials.models import ActivityMaterial
from courses.pages.copy_form import CopyForm
from courses.pages.overview import staff
from courses.schedule import copying
from courses.schedule.forms.gaps import in_sentences
from courses.schedule.many import Lost, Placed, Target
from courses.schedule.models import Session
from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.people import current
from turin.web.forms import Press


@staff.route("/activities/<key>/copy", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def copy(key: str) -> Response | tuple[str, int]:
    """Show what a copy would take and what it could not, then make it."""
    source = access.activity(key, run_by=current.person(), doing=Work.COPY)
    form = CopyForm(source)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            source = access.activity(key, run_by=current.person(), doing=Work.COPY)
            made = operations.copy(source, form.wish(source), by=current.person(), at=clock.now())
            flash(_("The activity is planned as the earlier one was."))
            copied = queries.copied(made)
            there = ".copied" if copied and copied.gaps else "activities.overview"
            return redirect(url_for(there, key=made.key), 303)
    if form.failed:  # what was read before is forgotten
        source = access.activity(key, run_by=current.person(), doing=Work.COPY)
    return _copy_page(source, form)


def _copy_page(source: Activity, form: CopyForm) -> tuple[str, int]:
    wish: Wish | None = None
    if form.asked and not form.failed and form.validate():
        with form.refusals():
            wish = form.wish(source)
    placed = _laid_out(source, wish) if wish else []
    page = render_template(
        "courses/pages/copy.html",
        form=form,
        press=Press(formdata=None),
        source=source,
        wish=wish,
        placed=placed,
        gaps=_told(
            [(session, one.gaps) for session, one in placed], wish.country if wish else None
        ),
        has=_counts(source),
        deadline=wish and moved(source.deadline, source, wish.starts),
    )
    return page, form.status


@staff.get("/activities/<key>/copied")
@requires(Permission.WORK_ON_ACTIVITIES)
def copied(key: str) -> str:
    """List the sessions that could not be copied as they were, until each is mended."""
    activity = access.activity(key, run_by=current.person(), doing=Work.TIMETABLE)
    found = queries.copied(activity) or abort(404)
    left = copying.still_open(found)
    return render_template(
        "courses/pages/copied.html",
        activity=activity,
        source=found.source,
        sessions=[session for session, _gaps in left],
        gaps=_told(left, activity.country),
    )


def _counts(source: Activity) -> dict[Part, int]:
    """Return how many modules, works and lines of a checklist there are to take."""
    counted = {
        Part.MODULES: ActivityModule.activity_id,
        Part.MATERIALS: ActivityMaterial.activity_id,
        Part.CHECKLIST: ActivityCheck.activity_id,
    }
    numbers = [
        select(func.count(column)).where(column == source.id).scalar_subquery()
        for column in counted.values()
    ]
    return dict(zip(counted, db.session.execute(select(*numbers)).one(), strict=True))


def _laid_out(source: Activity, wish: Wish) -> list[tuple[Session, Placed]]:
    target = Target(wish.starts, wish.ends, wish.zone, wish.country)
    return copying.lay_out(source, target, wish.taken)


def _told(gaps: Sequence[tuple[Session, list[Lost]]], country: str | None) -> dict[int, list[str]]:
    """Return by the number of each session what it could not keep, in sentences."""
    told = in_sentences([lost for _session, lost in gaps], country)
    return {session.id: all_ for (session, _gaps), all_ in zip(gaps, told, strict=True) if all_}
