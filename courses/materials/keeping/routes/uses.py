"""Who uses a work."""

from flask import flash
from flask_babel import gettext as _

from courses.activities import queries as activities
from courses.activities.models import Activity
from courses.catalogue import queries as catalogue
from courses.materials import queries as library
from courses.materials.keeping import access, operations, queries
from courses.materials.keeping.forms import UsesForm, uses_form
from courses.materials.keeping.routes.blueprint import WORK, Answer, form_page, pages, there
from courses.materials.models import Work
from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.people import current

MOST = 100  # activities to choose from


@pages.route(f"{WORK}/uses", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def uses(key: str) -> Answer:
    """Say which modules, courses and activities use a work."""
    form = _form(access.work(key))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            work = access.work(key)
            operations.use(work, form.uses(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return there(work)
    return form_page("uses", access.work(key), form)


def _form(work: Work) -> UsesForm:
    using = queries.activities_using(work)
    chosen = {
        "modules": [one.id for one in library.modules_using(work)],
        "courses": [one.id for one in queries.courses_using(work)],
        "activities": [one.id for one in using],
    }
    return uses_form(chosen, catalogue.modules(), catalogue.courses(), _hers())


def _hers() -> list[Activity]:
    """Return the coming and running activities that the reader runs."""
    asked = activities.asked_of(current.person(), {}, clock.now().date())
    return list(db.session.scalars(asked.limit(MOST)).unique())
