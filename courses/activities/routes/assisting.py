"""Who does the daily work on an activity beside those who run it."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from courses.activities import access, operations
from courses.activities.routes.staff import Answer, assistant_form, overview_page, pages
from courses.activities.rules.work import Work
from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.people import current
from turin.people.models import Person
from turin.web.forms import Press


@pages.post("/<key>/assistants")
@requires(Permission.WORK_ON_ACTIVITIES)
def assist(key: str) -> Answer:
    """Let somebody do the daily work."""
    activity = access.activity(key, run_by=current.person(), doing=Work.ASSIGN)
    form = assistant_form(activity)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.ASSIGN)
            person = db.session.get_one(Person, form.assistant.data)
            operations.assist(person, activity, by=current.person(), at=clock.now())
            flash(_("%(name)s assists in the activity, and is told so by mail.", name=person.name))
            return redirect(url_for(".overview", key=key), 303)
    return overview_page(key, Work.ASSIGN, form)


@pages.post("/<key>/assistants/<int:person_id>/remove")
@requires(Permission.WORK_ON_ACTIVITIES)
def release(key: str, person_id: int) -> Answer:
    """Take the daily work from somebody."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.ASSIGN)
            person = access.assistant(activity, person_id)
            operations.release(person, activity, by=current.person(), at=clock.now())
            flash(_("%(name)s no longer assists in the activity.", name=person.name))
            return redirect(url_for(".overview", key=key), 303)
    return overview_page(key, Work.ASSIGN, form)
