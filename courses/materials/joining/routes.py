"""The page on which a coordinator chooses what her activity hands out."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities import access
from courses.materials.joining import operations, queries
from courses.materials.library import finding
from courses.materials.library import queries as library
from courses.registration import queries as registration
from turin import clock
from turin.access import Permission, requires
from turin.db import search, transaction
from turin.people import current
from turin.web.forms import Press

pages = Blueprint("handing_out", __name__, url_prefix="/staff/activities/<key>/materials")
Answer = Response | tuple[str, int]
DEEDS = {
    "add": operations.add,
    "remove": operations.remove,
    "up": operations.move_up,
    "note": operations.note,
    "forget": operations.stop_noting,
}


@pages.get("")
@requires(Permission.RUN_ACTIVITIES)
def materials(key: str) -> Answer:
    """Show what an activity hands out, and who has fetched what of it is noted."""
    return _page(key, Press())


@pages.post(f"/<work_key>/<any({', '.join(DEEDS)}):deed>")
@requires(Permission.RUN_ACTIVITIES)
def change(key: str, work_key: str, deed: str) -> Answer:
    """Change the list."""
    form = Press()
    access.activity(key, run_by=current.person())
    if not form.validate_on_submit():
        return _page(key, form)
    with transaction():
        activity = access.activity(key, run_by=current.person())
        work = library.work(work_key) or abort(404)
        DEEDS[deed](activity, work, by=current.person(), at=clock.now())
    flash(_("The list of what is handed out is changed."))
    return redirect(url_for(".materials", key=key), 303)


def _page(key: str, form: Press) -> Answer:
    activity = access.activity(key, run_by=current.person())
    own = queries.handed_out(activity)
    handed = [(one.work, one.noted) for one in own]
    words = request.args.get("q", "")[:200].strip()
    found, _near = search.nearest("work", words, lambda q: finding.library(finding.Filters(q=q), 1))
    here = {work.id for work, _noted in handed}
    page = render_template(
        "courses/materials/joining/materials.html",
        activity=activity,
        form=form,
        press=Press(formdata=None),
        handed=handed or [(work, False) for work in queries.of_course(activity)],
        of_course=not own,
        fetched=queries.fetched(activity),
        participants=registration.participants(activity),
        words=words,
        found=[work for work in found.rows if work.id not in here] if words else [],
    )
    return page, form.status
