"""Editions of a work, added and changed."""

from flask import flash
from flask_babel import gettext as _

from courses.materials.keeping import access, operations
from courses.materials.keeping.forms import EditionForm, edition_form
from courses.materials.keeping.routes.blueprint import (
    WORK,
    Answer,
    is_to_be_saved,
    pages,
    said_page,
    there,
)
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current


@pages.route(f"{WORK}/editions/add", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add_edition(key: str) -> Answer:
    """Add an edition."""
    work = access.work(key)
    form = EditionForm()
    if is_to_be_saved(form):
        with form.refusals(), transaction():
            work = access.work(key)
            operations.add_edition(work, form.facts(), by=current.person(), at=clock.now())
            flash(_("The edition is added. Add the language in which it was written."))
            return there(work)
    return said_page("edition", access.work(key), form, edition=None)


@pages.route(f"{WORK}/editions/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def change_edition(key: str, number: int) -> Answer:
    """Change what is said of an edition."""
    edition = access.edition(key, number)
    form = edition_form(edition)
    if is_to_be_saved(form):
        with form.refusals(), transaction():
            edition = access.edition(key, number)
            operations.change_edition(edition, form.facts(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return there(edition.work)
    edition = access.edition(key, number)
    return said_page("edition", edition.work, form, edition=edition)
