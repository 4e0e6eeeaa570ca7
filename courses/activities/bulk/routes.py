"""The pages on which several activities are changed at once."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from courses.activities import queries, telling
from courses.activities.bulk import doing
from courses.activities.bulk.doing import Otherwise, Result
from courses.activities.bulk.forms import WHAT, BulkForm
from courses.activities.models import Activity
from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.people import current
from turin.web.refusals import sentence

pages = Blueprint("bulk", __name__, url_prefix="/staff/activities")
Answer = str | tuple[str, int]


@pages.get("/change")
@requires(Permission.RUN_ACTIVITIES)
def choose() -> str:
    """Show which activities were chosen, and ask what to change of them."""
    wanted = _chosen()
    return render_template(
        "courses/activities/bulk/choose.html",
        activities=wanted,
        most=doing.MOST,
        what=[(name, label) for name, (label, _form) in WHAT.items()],
    )


@pages.route(f"/change/<any({','.join(WHAT)}):what>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def change(what: str) -> Answer:
    """Ask for a change, show what it would do, and do what was shown."""
    label, kind = WHAT[what]
    form = kind(data={"chosen": " ".join(request.args.getlist("a"))})
    results: list[Result] = []
    if form.validate_on_submit():
        by, at = current.person(), clock.now()
        try:
            with form.refusals(), transaction():
                results = doing.done(form.keys, form.change(), by=by, at=at)
                doing.check_seen(results, form.seen.data or "")
                return _page("done.html", form, results, label=label)
        except Otherwise:
            form.seen.data = doing.told(results)
    return _page("change.html", form, results, label=label, what=what), form.status


def _page(template: str, form: BulkForm, results: list[Result], **known: Any) -> str:
    names = telling.known([one.changes for one in results], telling.FIELDS, telling.NAMED)
    return render_template(
        f"courses/activities/bulk/{template}",
        form=form,
        results=[
            (one, telling.changes(one.changes, telling.FIELDS, names), _why(one)) for one in results
        ],
        changed=sum(bool(one.changes) for one in results),
        **known,
    )


def _why(result: Result) -> str:
    """Say why an activity stays as it is; nothing where it does not."""
    if result.refused:
        return sentence(result.refused)
    return "" if result.changes else _("It is so already.")


def _chosen() -> list[Activity]:
    """Return what was ticked, or all that the filters find: one more than may be, at most."""
    by = current.person()
    found = queries.asked_of(by, request.args, clock.now().date())
    if not request.args.get("all"):
        found = queries.mine(by, past=None, today=clock.now().date())
        found = found.where(Activity.key.in_(request.args.getlist("a")))
    return list(db.session.scalars(found.limit(doing.MOST + 1)))
