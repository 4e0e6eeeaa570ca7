"""The pages on which activities are planned and run."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities import access, operations, queries, rules
from courses.activities.forms import (
    STEPS,
    AssistantForm,
    CoordinatorForm,
    DatesForm,
    PlanForm,
    edit_form,
)
from courses.activities.models import Activity, Delivery, State
from courses.activities.rules import Step
from courses.activities.rules.work import Work
from courses.activities.views import queries as views
from courses.activities.views.models import Shown
from courses.activities.views.tabs import address, tabs
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Course, Vocabulary
from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.db.paging import page
from turin.language import reader
from turin.people import current
from turin.people.models import Person
from turin.web.blueprints import this_page
from turin.web.forms import Form, Press

pages = Blueprint("activities", __name__, url_prefix="/staff/activities")

Answer = str | Response | tuple[str, int]
Sent = Press | CoordinatorForm | AssistantForm


@pages.get("")
@requires(Permission.WORK_ON_ACTIVITIES)
def activities() -> Answer:
    """List the activities that the reader sees; asked for none, as her first view has them."""
    asked = request.args
    if not asked and (first := views.start(current.person())):
        return redirect(address(first))
    found = queries.asked_of(current.person(), asked, clock.now().date(), seen=True)
    return render_template(
        "courses/activities/activities.html",
        found=page(found, asked.get("page", 1, type=int)),
        page_href=lambda number, **more: this_page(page=number, **more),
        ticked=bool(asked.get("ticked")),
        states=[(one.value, one.label) for one in State],
        themes=[
            (one.key, reader.said(one.name).words) for one in queries.terms()[Vocabulary.THEME]
        ],
        views=tabs(current.person(), Shown.LIST),
        query=request.query_string.decode(),
    )


def _themes() -> list[tuple[str, str]]:
    themes = queries.terms()[Vocabulary.THEME]
    return [(one.key, reader.said(one.name).words) for one in themes]


@pages.get("/plan")
@requires(Permission.RUN_ACTIVITIES)
def choose() -> str:
    """Choose the course from which to plan an activity, or the run to copy."""
    return render_template(
        "courses/activities/choose.html",
        courses=catalogue.courses(),
        latest=queries.latest_runs(current.person()),
    )


@pages.route("/plan/<course_key>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def plan(course_key: str) -> Answer:
    """Plan an activity from a course."""
    course = catalogue.course(course_key) or abort(404)
    form = _plan_form(course)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = operations.plan(
                course,
                form.facts(),
                without=form.without.data or (),
                by=current.person(),
                at=clock.now(),
            )
            flash(_("The activity is planned. Add its sessions, then open it for applications."))
            return redirect(url_for(".overview", key=activity.key), 303)
    return render_template("courses/activities/plan.html", form=form, course=course), form.status


def _plan_form(course: Course) -> PlanForm:
    known = {
        "languages": course.languages[:1] or ["en"],
        "audience": course.audience,
    }
    return PlanForm(course, data=known, suggestion=queries.next_code(Delivery.TURIN))


@pages.get("/<key>")
@requires(Permission.WORK_ON_ACTIVITIES)
def overview(key: str) -> Answer:
    """Show where an activity stands and what can be done with it."""
    return overview_page(key, Work.LOOK)


def overview_page(key: str, doing: Work, form: Sent | None = None) -> Answer:
    """Show the page to whoever may do this in the activity; ``form`` is what was refused."""
    activity = access.activity(key, run_by=current.person(), doing=doing)
    forms = _hands(activity, form) if access.runs(current.person(), activity, Work.ASSIGN) else {}
    shown = render_template(
        "courses/activities/overview.html",
        activity=activity,
        form=form or Press(),
        press=Press(formdata=None),
        **forms,
        steps=[(step, STEPS[step]) for step in rules.steps(activity)],
        lacks=rules.lacks(activity, clock.now()) if activity.state in rules.PLANNED else [],
        backing=queries.backing(activity),
        movable=activity.state in rules.MOVABLE,
        planned=activity.state in rules.PLANNED,
    )
    return shown, form.status if form else 200


def _hands(activity: Activity, sent: Sent | None) -> dict[str, Form]:
    """Return the forms that say who works on it, one of them as it was sent."""
    run, assist = _coordinator_form(activity), assistant_form(activity)
    return {
        "coordinator_form": sent if isinstance(sent, CoordinatorForm) else run,
        "assistant_form": sent if isinstance(sent, AssistantForm) else assist,
    }


def assistant_form(activity: Activity) -> AssistantForm:
    """Offer everybody who may assist and does not work on it yet."""
    there = {one.person_id for one in activity.coordinators}
    there |= {one.person_id for one in activity.assistants}
    able = queries.coordinators(Permission.WORK_ON_ACTIVITIES)
    return AssistantForm([one for one in able if one.id not in there])


def _coordinator_form(activity: Activity) -> CoordinatorForm:
    run_by = {one.person_id for one in activity.coordinators}
    return CoordinatorForm([one for one in queries.coordinators() if one.id not in run_by])


@pages.route("/<key>/edit", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def edit(key: str) -> Answer:
    """Change what is said of an activity."""
    activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
    form = edit_form(activity)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
            operations.edit(activity, form.facts(activity), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return redirect(url_for(".overview", key=activity.key), 303)
    activity = access.activity(key, run_by=current.person(), doing=Work.CHANGE)
    return render_template(
        "courses/activities/edit.html", form=form, activity=activity
    ), form.status


@pages.route("/<key>/move", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def move(key: str) -> Answer:
    """Give an announced activity other dates."""
    activity = access.activity(key, run_by=current.person(), doing=Work.LEAD)
    form = DatesForm(obj=activity)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.move(
                access.activity(key, run_by=current.person(), doing=Work.LEAD),
                form.starts.data,
                form.ends.data,
                form.deadline.data,
                form.answer_by.data,
                by=current.person(),
                at=clock.now(),
            )
            flash(_("The activity has its new dates. Those who applied are told by mail."))
            return redirect(url_for(".overview", key=key), 303)
    activity = access.activity(key, run_by=current.person(), doing=Work.LEAD)
    return render_template(
        "courses/activities/move.html", form=form, activity=activity
    ), form.status


@pages.get("/<key>/<any(postpone, cancel):step>")
@requires(Permission.WORK_ON_ACTIVITIES)
def ask(key: str, step: str) -> Answer:
    """Ask once more before everybody is told that it does not take place."""
    activity, form = access.activity(key, run_by=current.person(), doing=Work.LEAD), Press()
    with form.refusals():
        rules.check_step(activity, Step(step), clock.now())
    if form.failed:
        return overview_page(key, Work.LEAD, form)
    return render_template(
        "courses/activities/ask.html", activity=activity, press=form, step=Step(step)
    )


@pages.route("/<key>/discard", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def discard(key: str) -> Answer:
    """Ask once more, then delete a plan."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.LEAD)
            operations.discard(activity, by=current.person(), at=clock.now())
            flash(_("The plan is discarded."))
            return redirect(url_for(".activities"), 303)
    activity = access.activity(key, run_by=current.person(), doing=Work.LEAD)
    with form.refusals():
        rules.check_discardable(activity)
    if form.refusal:
        return overview_page(key, Work.LEAD, form)
    page = render_template(
        "courses/activities/discard.html", activity=activity, form=form, press=form
    )
    return page, form.status


@pages.post("/<key>/<any(approve, open, confirm, start, close, postpone, reopen, cancel):step>")
@requires(Permission.WORK_ON_ACTIVITIES)
def take(key: str, step: str) -> Answer:
    """Take a step in the activity's life."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.LEAD)
            operations.take(Step(step), activity, by=current.person(), at=clock.now())
            flash(_("The activity is now: %(state)s.", state=activity.state.label))
            return redirect(url_for(".overview", key=key), 303)
    return overview_page(key, Work.LEAD, form)


@pages.post("/<key>/coordinators")
@requires(Permission.WORK_ON_ACTIVITIES)
def assign(key: str) -> Answer:
    """Let somebody else run the activity too."""
    activity = access.activity(key, run_by=current.person(), doing=Work.ASSIGN)
    form = _coordinator_form(activity)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.ASSIGN)
            person = db.session.get_one(Person, form.person.data)
            operations.assign(person, activity, by=current.person(), at=clock.now())
            flash(_("%(name)s runs the activity too.", name=person.name))
            return redirect(url_for(".overview", key=key), 303)
    return overview_page(key, Work.ASSIGN, form)


@pages.post("/<key>/coordinators/<int:person_id>/remove")
@requires(Permission.WORK_ON_ACTIVITIES)
def unassign(key: str, person_id: int) -> Answer:
    """Take the activity from one of those who run it."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.ASSIGN)
            person = access.coordinator(activity, person_id)
            operations.unassign(person, activity, by=current.person(), at=clock.now())
            flash(_("%(name)s no longer runs the activity.", name=person.name))
            left = access.runs(current.person(), activity, Work.LOOK)
            return redirect(url_for(".overview", key=key) if left else url_for(".activities"), 303)
    return overview_page(key, Work.ASSIGN, form)
