"""The pages on which is said who is behind an activity, and where the words for it are kept."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities import access, operations, queries
from courses.activities.forms import BackingForm, TermForm
from courses.activities.models import Vocabulary
from courses.activities.routes.staff import pages
from courses.activities.rules.work import Work
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Press

words = Blueprint("vocabularies", __name__, url_prefix="/staff/vocabularies")
Answer = str | Response | tuple[str, int]
DEEDS = {
    "raise": operations.raise_term,
    "retire": operations.retire_term,
    "restore": operations.restore_term,
    "remove": operations.remove_term,
}


@pages.route("/<key>/backing", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def back(key: str) -> Answer:
    """Say who is behind an activity, what it costs and for whom its seats are meant."""
    activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
    form = BackingForm(activity, queries.terms())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
            by, at = current.person(), clock.now()
            operations.back(activity, form.facts(), by=by, at=at)
            operations.classify(activity, form.about(), by=by, at=at)
            flash(_("The changes are saved."))
            return redirect(url_for(".overview", key=key), 303)
    activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
    page = render_template("courses/activities/back.html", form=form, activity=activity)
    return page, form.status


@words.get("")
@requires(Permission.RUN_ACTIVITIES)
def vocabularies() -> Answer:
    """Show the words of every vocabulary, and how often each is chosen."""
    return _vocabularies(Press())


def _vocabularies(press: Press) -> tuple[str, int]:
    page = render_template(
        "courses/activities/vocabularies.html",
        terms=queries.terms(),
        uses=queries.uses(),
        form=press,
        press=Press(formdata=None),
    )
    return page, press.status


@words.route(f"/<any({','.join(Vocabulary)}):vocabulary>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add(vocabulary: str) -> Answer:
    """Add a word to a vocabulary."""
    kind, form = Vocabulary(vocabulary), TermForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.add_term(kind, *form.said(), by=current.person(), at=clock.now())
            flash(_("It is on the list."))
            return redirect(url_for(".vocabularies"), 303)
    page = render_template("courses/activities/term.html", form=form, vocabulary=kind, term=None)
    return page, form.status


@words.route("/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def rename(number: int) -> Answer:
    """Say a word otherwise, or in more languages."""
    term = queries.term(number) or abort(404)
    form = TermForm(term.name, term.description)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            term = queries.term(number) or abort(404)
            operations.rename_term(term, *form.said(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return redirect(url_for(".vocabularies"), 303)
    page = render_template(
        "courses/activities/term.html", form=form, vocabulary=term.vocabulary, term=term
    )
    return page, form.status


@words.post(f"/<int:number>/<any({','.join(DEEDS)}):deed>")
@requires(Permission.RUN_ACTIVITIES)
def change(number: int, deed: str) -> Answer:
    """Move a word up, retire it, offer it again, or delete it."""
    press = Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            term = queries.term(number) or abort(404)
            DEEDS[deed](term, by=current.person(), at=clock.now())
            return redirect(url_for(".vocabularies"), 303)
    return _vocabularies(press)
