"""The files of a translation: added, described, deleted."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext as _n

from courses.materials import incoming
from courses.materials.derived import operations as derived
from courses.materials.derived.queries import of_source as made_of
from courses.materials.keeping import access, operations
from courses.materials.keeping.forms import add_file_form, file_form
from courses.materials.keeping.routes.blueprint import WORK, Answer, form_page, pages, there
from courses.materials.models import MaterialFile
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Form, Press


@pages.route(f"{WORK}/translations/<int:number>/files/add", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add_file(key: str, number: int) -> Answer:
    """Add a file to the version of now."""
    form, by = add_file_form(incoming.waiting(current.person())), current.person()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            translation = access.translation(key, number)
            sent = incoming.sent(form.files.data or [], by=by)
            operations.add_files(translation, sent, form.facts(), by=by, at=clock.now())
            flash(_n("%(num)s file is added.", "%(num)s files are added.", len(sent)))
            return there(translation.edition.work)
    translation = access.translation(key, number)
    return form_page(
        "file",
        translation.edition.work,
        form,
        translation=translation,
        file=None,
        waiting=form.files.choices,
        unsettled=incoming.unsettled(current.person()),
    )


@pages.route(f"{WORK}/files/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def file(key: str, number: int) -> Answer:
    """Say under which licence a file is, and whom to name."""
    form = file_form(access.file(key, number))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.file(key, number)
            operations.describe_file(found, form.facts(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return there(found.translation.edition.work)
    return _page("file", access.file(key, number), form)


@pages.post(f"{WORK}/files/<int:number>/try-again")
@requires(Permission.RUN_ACTIVITIES)
def try_again(key: str, number: int) -> Answer:
    """Have made of a file what could not be made: there is a tool now, or the machine was busy."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.file(key, number)
            derived.try_again(found.sha256, by=current.person(), at=clock.now())
            flash(_("It is tried again. Look at this page in a minute."))
            return redirect(url_for(".file", key=key, number=number), 303)
    return _page("refused", access.file(key, number), form)


@pages.route(f"{WORK}/files/<int:number>/remove", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def remove_file(key: str, number: int) -> Answer:
    """Ask once more, then delete a file."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.file(key, number)
            work = found.translation.edition.work
            operations.remove_file(found, by=current.person(), at=clock.now())
            flash(_("The file is deleted."))
            return there(work)
    return _page("remove_file", access.file(key, number), form)


def _page(name: str, file: MaterialFile, form: Form) -> tuple[str, int]:
    translation = file.translation
    work = translation.edition.work
    shown = {"translation": translation, "file": file, "made": made_of(file.sha256)}
    return form_page(name, work, form, press=Press(formdata=None), **shown)
