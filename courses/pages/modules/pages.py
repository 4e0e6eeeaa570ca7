"""The pages of modules, for those who run activities."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from courses.activities import access, queries, rules
from courses.activities import operations as activity_operations
from courses.activities.models import Activity
from courses.catalogue import operations, standards
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Module
from courses.materials import operations as library
from courses.materials import queries as materials
from courses.pages.modules.forms import ModuleForm
from courses.pages.modules.touched import touched
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Press

staff = Blueprint("modules", __name__, url_prefix="/staff")
Answer = str | Response | tuple[str, int]


@staff.get("/modules")
@requires(Permission.RUN_ACTIVITIES)
def modules() -> str:
    """List the modules that courses share."""
    return render_template(
        "courses/pages/modules/modules.html", modules=catalogue.modules(), uses=catalogue.uses()
    )


@staff.route("/modules/<key>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def module(key: str) -> Answer:
    """Change a module, once it has been shown what that touches."""
    found = catalogue.module(key) or abort(404)
    form = _form(found)
    would_touch = touched(found, current.person())
    if form.validate_on_submit() and (not would_touch or form.seen.data == would_touch.told):
        with transaction():
            _change(key, form)
        flash(_("The module is changed."))
        return redirect(url_for(".modules"), 303)
    asks = form.is_submitted() and not form.failed
    form.seen.data = would_touch.told if asks else ""
    page = render_template(
        "courses/pages/modules/module.html",
        module=found,
        form=form,
        touched=would_touch,
        asks=asks,
    )
    return page, form.status


def _change(key: str, form: ModuleForm) -> None:
    found, by, at = catalogue.module(key) or abort(404), current.person(), clock.now()
    operations.change_module(found, form.facts(), by=by, at=at)
    library.use_in(found, form.works.data or [], by=by, at=at)


def _form(found: Module) -> ModuleForm:
    return ModuleForm(found, materials.of_module(found), standards.instruments(), materials.works())


@staff.get("/activities/<key>/modules")
@requires(Permission.WORK_ON_ACTIVITIES)
def taught(key: str) -> Answer:
    """Show what an activity teaches beside what its modules say today."""
    return _taught(access.activity(key, run_by=current.person()), Press())


@staff.post("/activities/<key>/modules/<int:number>/renew")
@requires(Permission.WORK_ON_ACTIVITIES)
def renew(key: str, number: int) -> Answer:
    """Take the words of today for one module."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.activity(key, run_by=current.person())
            if not activity_operations.renew(found, number, by=current.person(), at=clock.now()):
                abort(404)
            flash(_("The activity teaches the module as it reads today."))
            return redirect(url_for(".taught", key=key), 303)
    return _taught(access.activity(key, run_by=current.person()), form)


def _taught(activity: Activity, form: Press) -> Answer:
    rows = [(one, rules.differing(one)) for one in queries.taught(activity)]
    differing = sum(bool(parts) for _taught, parts in rows)
    page = render_template(
        "courses/pages/modules/taught.html",
        activity=activity,
        rows=rows,
        form=form,
        press=Press(formdata=None),
        to_come=activity.state not in rules.BEGUN,
        summary=ngettext(
            "%(num)s module reads otherwise today.",
            "%(num)s modules read otherwise today.",
            differing,
        ),
        differing=differing,
    )
    return page, form.status
