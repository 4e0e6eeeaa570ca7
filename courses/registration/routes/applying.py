"""The form in five short steps, each with its own address."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities import queries as activities
from courses.activities.models import Activity
from courses.registration import operations, queries, rules
from courses.registration.forms import FORMS, STEP_TITLES, StepForm
from courses.registration.models import Application
from courses.registration.routes import drafts
from courses.registration.routes.answers import answers_of
from courses.registration.rules import Step
from turin import clock
from turin.access import public
from turin.db import transaction
from turin.errors import Refused
from turin.language import reader
from turin.people import current
from turin.web import limits, localized
from turin.web.refusals import sentence

Answer = Response | tuple[str, int]

pages = localized("registration", __name__)


@pages.get("/apply/<key>")
@public
def apply(key: str) -> Response:
    """Go to the first step that is not done yet."""
    _published(key)
    draft = drafts.held(key)
    return redirect(_next(key, draft, Step.YOU if draft is None else Step.CHECK), 303)


@pages.route(f"/apply/<key>/<any({','.join(Step)}):step>", methods=["GET", "POST"])
@public
def step(key: str, step: str) -> Answer:
    """Ask the questions of one step and keep the answers."""
    activity, here, draft = _published(key), Step(step), drafts.held(key)
    if draft is None and here is Step.CHECK:
        sent = drafts.sent(key)
        return redirect(url_for(".sent" if sent else ".apply", key=key), 303)
    form = _form(activity, here, draft)
    if form.validate_on_submit() or (form.is_submitted() and form.comes_later and form.acceptable):
        with form.refusals(), transaction():
            return _kept(_published(key), here, form)
    return _shown(activity, here, drafts.held(key), form)


@pages.get("/apply/<key>/sent")
@public
def sent(key: str) -> Answer:
    """Say that it has arrived, and what happens next."""
    application = drafts.sent(key)
    if application is None:
        return redirect(url_for(".apply", key=key), 303)
    return render_template("courses/registration/sent.html", application=application), 200


@pages.get("/apply/<key>/saved")
@public
def saved(key: str) -> Answer:
    """Say that the link to the draft is in the mail."""
    draft = drafts.held(key)
    if draft is None:
        return redirect(url_for(".apply", key=key), 303)
    return render_template("courses/registration/saved.html", draft=draft), 200


def _published(key: str) -> Activity:
    return activities.published(key) or abort(404)


def _form(activity: Activity, here: Step, draft: Application | None) -> StepForm:
    known = _known(draft)
    if here is Step.EXPERIENCE:
        return FORMS[here](data=known, activity=activity)
    return FORMS[here](data=known)


def _known(draft: Application | None) -> Mapping[str, Any]:
    """Return the answers so far; before the first, what we know of somebody signed in."""
    if draft is not None:
        return {name: getattr(draft, name) for name in operations.KEPT}
    someone = current.someone()
    return rules.known(someone, queries.asked_by(someone)) if someone else {}


def _kept(activity: Activity, here: Step, form: StepForm) -> Response:
    """Keep what was typed, in a new draft if this browser has none, and go on."""
    at = clock.now()
    draft = drafts.held(activity.key) or _started(activity)
    if here is Step.CHECK:
        hers = operations.submit(draft, by=current.someone(), at=at)
        drafts.has_been_sent(activity.key)
        if hers is not draft:
            flash(_("You have applied for this activity before: this is your application."))
            return redirect(url_for(".mine", reference=hers.reference), 303)
        return redirect(url_for(".sent", key=activity.key), 303)
    operations.save_step(draft, form.answers())
    if form.comes_later:
        if not draft.email:
            flash(_("Type your email address here first: we mail the link to it."))
            return redirect(url_for(".step", key=activity.key, step=Step.YOU.value), 303)
        operations.send_link(draft, at=at)
        return redirect(url_for(".saved", key=activity.key), 303)
    return redirect(_next(activity.key, draft, here), 303)


@limits.applying
def _started(activity: Activity) -> Application:
    draft, token = operations.start(
        activity, language=reader.current().code, known=_known(None), at=clock.now()
    )
    drafts.hold(activity.key, token)
    return draft


def _next(key: str, draft: Application | None, here: Step) -> str:
    """Return the address of the step after ``here``; after the last, of the first that lacks."""
    steps = list(Step)
    if draft is None:
        return url_for(".step", key=key, step=here.value)
    lacking = rules.unanswered(draft)
    later = [step for step in steps[steps.index(here) + 1 :] if step in lacking]
    return url_for(".step", key=key, step=(later or lacking or [Step.CHECK])[0].value)


def _shown(activity: Activity, here: Step, draft: Application | None, form: StepForm) -> Answer:
    if not form.is_submitted() and (closed := _closed(activity)):
        return render_template(
            "courses/registration/closed.html", activity=activity, closed=closed
        ), 200
    page = render_template(
        f"courses/registration/{here}.html",
        activity=activity,
        form=form,
        step=here,
        draft=draft,
        titles=STEP_TITLES,
        lacking=rules.unanswered(draft) if draft else list(rules.NEEDED),
        answers=answers_of(draft) if draft else [],
    )
    return page, form.status


def _closed(activity: Activity) -> str | None:
    """Return why nobody can apply, if so."""
    try:
        rules.check_open(activity, clock.now())
    except Refused as refused:
        return sentence(refused)
    return None
