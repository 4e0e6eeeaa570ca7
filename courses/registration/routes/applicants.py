"""Choosing: who has applied for an activity, and the decisions about them."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from courses.activities import access as activities
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.registration import access, operations, queries, rules
from courses.registration.forms import SEXES, DecisionForm
from courses.registration.models import Application
from courses.registration.queries import Sort, View
from courses.registration.routes.answers import answers_of
from courses.registration.routes.bars import GROUPS, bars, effect, in_words
from courses.registration.routes.columns import FUNDINGS, VIEWS, columns
from courses.registration.rules import Deed
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.errors import Refused
from turin.language.formats import number
from turin.people import current
from turin.web.blueprints import this_page
from turin.web.forms import tidy
from turin.web.refusals import sentence

Answer = Response | tuple[str, int]
Kind = TypeVar("Kind", bound=StrEnum)
MOST = 100  # decided about at once

pages = Blueprint("applicants", __name__, url_prefix="/staff")


@pages.get("/activities/<key>/applicants")
@requires(Permission.WORK_ON_ACTIVITIES)
def applicants(key: str) -> str:
    """Show who has applied, by state, and how those with a seat divide."""
    activity = _run(key, Work.READ)
    asked = request.args
    counts = queries.counts_by_view(activity)
    shown_first = next((view for view, count in counts.items() if count), View.REVIEW)
    view = _member(View, asked.get("state", ""), shown_first)
    wanted = asked.get("sort", "")
    sort, downwards = _member(Sort, wanted.lstrip("-"), Sort.APPLIED), wanted.startswith("-")
    return render_template(
        "courses/registration/applicants.html",
        activity=activity,
        found=queries.applicants(
            activity, view, sort, asked.get("page", 1, type=int), downwards=downwards
        ),
        view=view,
        views=[
            {
                "label": VIEWS[one],
                "count": number(count),
                "href": url_for(".applicants", key=key, state=one.value),
                "current": one is view,
            }
            for one, count in counts.items()
            if count or one is view
        ],
        columns=columns(sort, downwards=downwards),
        sexes=SEXES,
        groups=GROUPS,
        fundings=FUNDINGS,
        bars=bars(activity, queries.balance(activity)),
        taken=queries.seats_taken(activity),
        vacancy=queries.vacancies([activity]).get(activity.id),
        page_href=lambda number: this_page(page=number),
    )


@pages.route(
    "/activities/<key>/applicants/<any(offer,reserve,decline):deed>", methods=["GET", "POST"]
)
@requires(Permission.WORK_ON_ACTIVITIES)
def decide(key: str, deed: str) -> Answer:
    """Show what a decision about several people would mean, then do it."""
    activity, what = _run(key, Work.CHOOSE), Deed(deed)
    references = [tidy(one) or "" for one in request.values.getlist("a")[:MOST]]
    if not references and request.method == "GET":
        flash(sentence(rules.NobodyChosen()), "error")
        return redirect(url_for(".applicants", key=key), 303)
    form = DecisionForm(data={"answer_by": rules.suggested_answer_day(activity, clock.now())})
    if what is not Deed.OFFER:
        del form.answer_by
    if form.validate_on_submit():
        answer_by, reason = form.data.get("answer_by"), form.data["reason"]
        with form.refusals(), transaction():
            return _done(_run(key, Work.CHOOSE), what, references, answer_by, reason)
    return _previewed(_run(key, Work.CHOOSE), what, references, form), form.status


@pages.get("/applications/<reference>")
@requires(Permission.WORK_ON_ACTIVITIES)
def applicant(reference: str) -> str:
    """Show all that somebody wrote, and what was decided."""
    application = access.applicant(reference, read_by=current.person())
    return render_template(
        "courses/registration/applicant.html",
        application=application,
        activity=application.activity,
        answers=answers_of(application),
        deeds=rules.deeds(application),
        last_day=rules.last_day,
    )


def _run(key: str, doing: Work) -> Activity:
    return activities.activity(key, run_by=current.person(), doing=doing)


def _done(
    activity: Activity, deed: Deed, references: list[str], answer_by: date | None, reason: str
) -> Response:
    """Do it to all of them or, if a rule refuses one, to nobody."""
    by, at = current.person(), clock.now()
    chosen = queries.chosen(activity, references)
    if not references:
        raise rules.NobodyChosen
    if len(chosen) != len(set(references)):
        raise NotFound
    if answer_by:
        rules.check_answer_day(answer_by, activity)
    for one in chosen:
        if deed is Deed.OFFER and answer_by:
            until = rules.end_of(answer_by, activity)
            operations.offer(one, until, by=by, at=at, reason=reason)
        elif deed is Deed.RESERVE:
            operations.reserve(one, by=by, at=at, reason=reason)
        else:
            operations.decline(one, by=by, at=at, reason=reason)
    flash(_said(deed, len(chosen)))
    return redirect(url_for(".applicants", key=activity.key), 303)


def _said(deed: Deed, count: int) -> str:
    if deed is Deed.OFFER:
        return ngettext(
            "A seat is offered to %(num)s person.", "Seats are offered to %(num)s people.", count
        )
    if deed is Deed.RESERVE:
        return ngettext(
            "%(num)s person is on the reserve list now.",
            "%(num)s people are on the reserve list now.",
            count,
        )
    return ngettext(
        "%(num)s person is told that she could not be chosen.",
        "%(num)s people are told that they could not be chosen.",
        count,
    )


def _previewed(activity: Activity, deed: Deed, references: list[str], form: DecisionForm) -> str:
    chosen = queries.chosen(activity, references)
    if references and not chosen:
        raise NotFound
    able = [one for one in chosen if _refusal(one, deed) is None]
    after = effect(activity, deed, able)
    left = None if activity.seats is None else activity.seats - after.total
    return render_template(
        "courses/registration/decide.html",
        activity=activity,
        deed=deed,
        form=form,
        able=able,
        unable=[(one, _refusal(one, deed)) for one in chosen if one not in able],
        bars=bars(activity, queries.balance(activity), after),
        words=in_words(after),
        left=left,
        possible=bool(able) and (deed is not Deed.OFFER or left is None or left >= 0),
    )


def _refusal(application: Application, deed: Deed) -> str | None:
    """Return why ``deed`` can't be done to one of the chosen, if so."""
    try:
        rules.check_deed(application, deed)
    except Refused as refused:
        return sentence(refused)
    return None


def _member(kind: type[Kind], value: str, default: Kind) -> Kind:
    try:
        return kind(value)
    except ValueError:
        return default
