"""The pages on which a reader saves her views of the lists, and looks after them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities.views import operations, queries
from courses.activities.views.forms import NameForm, SaveForm
from courses.activities.views.models import SavedView, Shown
from courses.activities.views.tabs import address
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Press

pages = Blueprint("views", __name__, url_prefix="/staff/views")
Answer = Response | tuple[str, int]
DEEDS = {
    "start": operations.start_with,
    "plain": operations.start_plainly,
    "remove": operations.remove,
}


@pages.get("")
@requires(Permission.RUN_ACTIVITIES)
def views() -> Answer:
    """Show the views that the reader saved."""
    return _views(Press())


def _views(press: Press) -> tuple[str, int]:
    page = render_template(
        "courses/activities/views/views.html",
        views=[(one, address(one)) for one in queries.of(current.person())],
        form=press,
        press=Press(formdata=None),
    )
    return page, press.status


@pages.route("/add", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add() -> Answer:
    """Save a list as the reader filters it now."""
    given = {name: request.args[name] for name in ("shown", "asked") if name in request.args}
    form = SaveForm(data=given)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            by = current.person()
            view = operations.save(
                Shown(form.shown.data or ""), form.asked.data or "", form.name.data or "", by=by
            )
            if form.start.data:
                operations.start_with(view, by=by)
            flash(_("The view is saved. It stands above your lists."))
            return redirect(address(view), 303)
    page = render_template("courses/activities/views/view.html", form=form, view=None)
    return page, form.status


@pages.route("/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def rename(number: int) -> Answer:
    """Give a view another name."""
    view = _hers(number)
    form = NameForm(obj=view)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.rename(_hers(number), form.name.data or "", by=current.person())
            flash(_("The changes are saved."))
            return redirect(url_for(".views"), 303)
    page = render_template("courses/activities/views/view.html", form=form, view=_hers(number))
    return page, form.status


@pages.post(f"/<int:number>/<any({','.join(DEEDS)}):deed>")
@requires(Permission.RUN_ACTIVITIES)
def change(number: int, deed: str) -> Answer:
    """Open the lists with a view or no longer, or delete it."""
    press = Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            DEEDS[deed](_hers(number), by=current.person())
            return redirect(url_for(".views"), 303)
    _hers(number)
    return _views(press)


def _hers(number: int) -> SavedView:
    return queries.view(number, current.person()) or abort(404)
