"""The pages of what came of an activity, and the ledger of what was undertaken."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from courses.activities.access import activity as run_activity
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.outcomes import access, operations, queries, rules
from courses.outcomes.forms import CommitmentForm, OutcomeForm, ProgressForm
from courses.outcomes.models import Commitment, Outcome, State
from turin import clock
from turin.access import Permission, public, requires
from turin.db import transaction
from turin.language import formats, reader
from turin.language.known import DOCUMENTS
from turin.people import current
from turin.web.blueprints import localized, this_page
from turin.web.forms import Press
from turin.web.headers import cache_publicly

pages = Blueprint("outcomes", __name__, url_prefix="/staff")
readers = localized("declared", __name__)
Answer = Redirect | str | tuple[str, int]


@readers.get("/outcomes/<int:number>")
@public
def outcome(number: int) -> Response:
    """Show the text of an outcome and what was undertaken in it."""
    found = queries.published(number) or abort(404)
    page = render_template("courses/outcomes/outcome.html", outcome=found)
    return cache_publicly(Response(page))


@pages.get("/activities/<key>/outcomes")
@requires(Permission.WORK_ON_ACTIVITIES)
def outcomes(key: str) -> str:
    """Show what came of an activity."""
    activity = run_activity(key, run_by=current.person(), doing=Work.CONCLUDE)
    return render_template(
        "courses/outcomes/outcomes.html",
        activity=activity,
        outcomes=queries.of_activity(activity),
        is_late=_is_late,
    )


@pages.route("/activities/<key>/outcomes/add", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def add(key: str) -> Answer:
    """Note that something came of an activity."""
    activity = run_activity(key, run_by=current.person(), doing=Work.CONCLUDE)
    form = OutcomeForm(_language())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            made = operations.record(
                run_activity(key, run_by=current.person(), doing=Work.CONCLUDE),
                form.facts(),
                by=current.person(),
                at=clock.now(),
            )
            flash(_("It is recorded. Add what was undertaken in it, one by one."))
            return redirect(url_for(".edit", number=made.id), 303)
    return _form_page("outcome_form", form, activity)


@pages.route("/outcomes/<int:number>", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def edit(number: int) -> Answer:
    """Change what is said of an outcome, language by language."""
    found = access.outcome(number, run_by=current.person())
    form = OutcomeForm(_language(), found)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.outcome(number, run_by=current.person())
            operations.edit(found, form.facts(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return redirect(url_for(".edit", number=number, written=form.language), 303)
    found = access.outcome(number, run_by=current.person())
    return _form_page("outcome_form", form, found.activity, outcome=found, is_late=_is_late)


@pages.route("/outcomes/<int:number>/remove", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def remove(number: int) -> Answer:
    """Ask once more, then take an outcome away."""
    found = access.outcome(number, run_by=current.person())
    activity, form = found.activity, Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.outcome(number, run_by=current.person())
            operations.remove(found, by=current.person(), at=clock.now())
            flash(_("It is taken away."))
            return redirect(url_for(".outcomes", key=activity.key), 303)
    return _form_page("remove", form, activity, outcome=found)


@pages.route("/outcomes/<int:number>/commitments/add", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def undertake(number: int) -> Answer:
    """Note what was undertaken in an outcome."""
    found = access.outcome(number, run_by=current.person())
    form = CommitmentForm(_language())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            made = operations.undertake(
                access.outcome(number, run_by=current.person()),
                form.undertaken(),
                by=current.person(),
                at=clock.now(),
            )
            flash(_("Commitment %(number)s is noted.", number=formats.number(made.number)))
            another = "another" in request.form
            return redirect(url_for(".undertake" if another else ".edit", number=number), 303)
    found = access.outcome(number, run_by=current.person())
    return _commitment_page(form, found)


@pages.route("/commitments/<int:number>", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def commitment(number: int) -> Answer:
    """Change a commitment, and see how it went on."""
    found = access.commitment(number, run_by=current.person())
    form = CommitmentForm(_language(), found)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.commitment(number, run_by=current.person())
            operations.restate(found, form.undertaken(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return redirect(url_for(".edit", number=found.outcome_id), 303)
    found = access.commitment(number, run_by=current.person())
    return _commitment_page(form, found.outcome, found)


@pages.route("/commitments/<int:number>/progress", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def report(number: int) -> Answer:
    """Note how far a commitment is kept."""
    found = access.commitment(number, run_by=current.person())
    form = ProgressForm(data={"state": found.state})
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.commitment(number, run_by=current.person())
            operations.report(
                found,
                form.state.data,
                form.words.data or "",
                by=current.person(),
                at=clock.now(),
            )
            flash(_("Noted: %(state)s.", state=found.state.label))
            return redirect(url_for(".report", number=number), 303)
    found = access.commitment(number, run_by=current.person())
    return _form_page("progress", form, found.outcome.activity, commitment=found)


@pages.post("/commitments/<int:number>/remove")
@requires(Permission.WORK_ON_ACTIVITIES)
def withdraw(number: int) -> Answer:
    """Take a commitment away that was noted by mistake."""
    found = access.commitment(number, run_by=current.person())
    outcome_id, press = found.outcome_id, Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            found = access.commitment(number, run_by=current.person())
            operations.withdraw(found, by=current.person(), at=clock.now())
            flash(_("The commitment is taken away."))
            return redirect(url_for(".edit", number=outcome_id), 303)
    found = access.commitment(number, run_by=current.person())
    return _commitment_page(CommitmentForm(_language(), found), found.outcome, found, press)


@pages.get("/commitments")
@requires(Permission.SEE_PLAN)
def ledger() -> str:
    """List what was undertaken in all activities that the reader runs."""
    asked = request.args
    filters = queries.Filters(
        q=asked.get("q", "")[:200].strip(),
        owner=asked.get("owner", "")[:200].strip(),
        state=asked.get("state", ""),
        late=asked.get("late") == "1",
    )
    person, today = current.person(), clock.now().date()
    return render_template(
        "courses/outcomes/ledger.html",
        found=queries.ledger(person, filters, today, asked.get("page", 1, type=int)),
        counts=queries.counts(person),
        filters=filters,
        states=[(one.value, one.label) for one in State],
        is_late=_is_late,
        page_href=lambda number: this_page(page=number),
    )


def _language() -> str:
    """Return the language in which the form is filled in: the reader's own, or one she chose."""
    asked = request.args.get("written", "")
    return asked if asked in DOCUMENTS else reader.current().code


def _is_late(commitment: Commitment) -> bool:
    return rules.is_late(commitment, clock.now().date())


def _form_page(
    name: str, form: OutcomeForm | ProgressForm | Press, activity: Activity, **shown: object
) -> Answer:
    page = render_template(
        f"courses/outcomes/{name}.html",
        form=form,
        press=Press(formdata=None),
        activity=activity,
        languages_of_texts=[(code, formats.language_name(code)) for code in DOCUMENTS],
        **shown,
    )
    return page, form.status


def _commitment_page(
    form: CommitmentForm,
    outcome: Outcome,
    commitment: Commitment | None = None,
    press: Press | None = None,
) -> Answer:
    page = render_template(
        "courses/outcomes/commitment.html",
        form=form,
        outcome=outcome,
        activity=outcome.activity,
        commitment=commitment,
        press=press or Press(formdata=None),
        languages_of_texts=[(code, formats.language_name(code)) for code in DOCUMENTS],
        owners=dict.fromkeys(reader.said(one.name).words for one in queries.organisations()),
    )
    return page, press.status if press else form.status
