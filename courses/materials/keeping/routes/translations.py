"""Translations of an edition: added, changed, moved on, caught up, taken out."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.materials.keeping import access, operations, queries
from courses.materials.keeping.forms import MoveOnForm, add_translation_form, translation_form
from courses.materials.keeping.routes.blueprint import WORK, Answer, form_page, pages, there
from courses.materials.models import Translation
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Form, Press

ONE = f"{WORK}/translations/<int:number>"


@pages.route(f"{WORK}/editions/<int:number>/add", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add_translation(key: str, number: int) -> Answer:
    """Add a language to an edition."""
    form = add_translation_form(access.edition(key, number))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            edition = access.edition(key, number)
            form.offer(edition.work)
            facts, language = form.facts(), form.language.data
            by, at = current.person(), clock.now()
            operations.add_translation(edition, language, facts, by=by, at=at)
            flash(_("The language is added."))
            return there(edition.work)
    edition = access.edition(key, number)
    return form_page("translation", edition.work, form, edition=edition, translation=None)


@pages.route(ONE, methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def translation(key: str, number: int) -> Answer:
    """Change what is said of a translation."""
    form = translation_form(access.translation(key, number))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.translation(key, number)
            form.offer(found.edition.work, found)
            facts, by, at = form.facts(), current.person(), clock.now()
            operations.change_translation(found, facts, by=by, at=at)
            flash(_("The changes are saved."))
            return there(found.edition.work)
    return _page("translation", access.translation(key, number), form)


@pages.route(f"{ONE}/move-on", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def move_on(key: str, number: int) -> Answer:
    """Say that its text has changed, and what in it."""
    form, found = MoveOnForm(), access.translation(key, number)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.translation(key, number)
            operations.move_on(found, form.what.data or "", by=current.person(), at=clock.now())
            flash(_("It has a new version. What was made from it is marked as out of date."))
            return there(found.edition.work)
    found = access.translation(key, number)
    return _page("move_on", found, form, made_from=queries.made_from(found))


@pages.post(f"{ONE}/caught-up")
@requires(Permission.RUN_ACTIVITIES)
def caught_up(key: str, number: int) -> Answer:
    """Say that it has all that its source has today."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.translation(key, number)
            operations.caught_up(found, by=current.person(), at=clock.now())
            flash(_("The translation is up to date."))
            return there(found.edition.work)
    return _page("refused", access.translation(key, number), form)


@pages.post(f"{ONE}/remove")
@requires(Permission.RUN_ACTIVITIES)
def remove_translation(key: str, number: int) -> Answer:
    """Take out a translation that nothing hangs on."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.translation(key, number)
            work = found.edition.work
            operations.remove_translation(found, by=current.person(), at=clock.now())
            flash(_("The language is taken out."))
            return there(work)
    return _page("refused", access.translation(key, number), form)


def _page(
    name: str, translation: Translation, form: Form, **values: object
) -> Response | tuple[str, int]:
    edition = translation.edition
    press = Press(formdata=None)
    shown = {"edition": edition, "translation": translation, "press": press, **values}
    return form_page(name, edition.work, form, **shown)
