"""The pages of invitations: who is asked, for who runs the activity; the answer, by a link."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from courses.activities import access
from courses.activities.models import Activity
from courses.schedule import queries as schedule
from courses.schedule.inviting import operations, queries, rules
from courses.schedule.inviting.forms import AnswerForm, InviteForm, told
from courses.schedule.inviting.models import Invitation
from turin import clock
from turin.access import Permission, public, requires
from turin.countries import zones
from turin.db import transaction
from turin.people import current, links
from turin.web import limits
from turin.web.blueprints import localized
from turin.web.forms import Press

pages = Blueprint("inviting", __name__, url_prefix="/staff/activities")
answers = localized("invitation", __name__)
Answer = Response | str | tuple[str, int]


@pages.route("/<key>/trainers", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def invitations(key: str) -> Answer:
    """Show who is asked to teach and who answered what; ask somebody."""
    activity = access.activity(key, run_by=current.person())
    form = _form(activity)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.ask(activity, form.asked, form.chosen, by=current.person(), at=clock.now())
            flash(_("The letter is on its way."))
            return redirect(url_for(".invitations", key=key), 303)
    return _page(activity, form, Press(formdata=None))


@pages.post("/<key>/trainers/<int:number>/revoke")
@requires(Permission.RUN_ACTIVITIES)
def revoke(key: str, number: int) -> Answer:
    """Take an invitation back that has not been accepted."""
    activity = access.activity(key, run_by=current.person())
    _of(activity, number)
    press = Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            operations.revoke(_of(activity, number), by=current.person(), at=clock.now())
            flash(_("The invitation is taken back: its link answers nothing any more."))
            return redirect(url_for(".invitations", key=key), 303)
    return _page(access.activity(key, run_by=current.person()), None, press)


@answers.route("/invitation/<token>", methods=["GET", "POST"])
@public
@limits.asking
def answer(token: str) -> Answer:
    """Show what she is asked to teach, and take her answer; opening the link answers nothing."""
    now = clock.now()
    invitation = _answerable(token)
    if invitation is None:
        return render_template("courses/inviting/spent.html"), 410
    form, zone = AnswerForm(invitation), _zone(invitation)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            left = operations.answer(invitation, form.said(zone), at=now)
            flash(_("Thank you: your answer has arrived. You can change it here."))
            for session in left:
                which = told(session)
                flash(_("This session could not be given to you: %(session)s", session=which))
            return redirect(url_for(".answer", token=token, zone=zone), 303)
    if form.refused and _answerable(token) is None:
        return render_template("courses/inviting/spent.html"), 410
    return _answer_page(invitation, form, token, zone)


def _answerable(token: str) -> Invitation | None:
    """Return the invitation of a link, if it can still be answered."""
    found = queries.by_link(links.usable(token, queries.PURPOSE, clock.now()))
    if found is None:
        return None
    try:
        rules.check_answerable(found, clock.now())
    except rules.NotAsked:
        return None
    return found


def _answer_page(invitation: Invitation, form: AnswerForm, token: str, zone: str) -> Answer:
    now, person = clock.now(), invitation.person
    page = render_template(
        "courses/inviting/answer.html",
        invitation=invitation,
        activity=invitation.activity,
        form=form,
        token=token,
        zone=zone,
        zones=dict(zones.choices()) if "zone" in request.args else {},  # four kB
        sessions=rules.coming(invitation, now),
        absences=schedule.absences([person.id], now.date()) if person else [],
    )
    return page, form.status


def _zone(invitation: Invitation) -> str:
    """Return whose clocks the page shows beside those of the venue: it is in the address."""
    asked = request.args.get("zone", "")
    hers = invitation.person.zone if invitation.person else invitation.activity.zone
    return asked if asked in dict(zones.choices()) else hers


def _of(activity: Activity, number: int) -> Invitation:
    found = queries.invitation(number)
    if found is None or found.activity_id != activity.id:
        raise NotFound
    return found


def _form(activity: Activity) -> InviteForm:
    now = clock.now()
    sessions = schedule.of_activity(activity)
    return InviteForm(schedule.trainers(), [one for one in sessions if one.starts_at > now])


def _page(activity: Activity, form: InviteForm | None, press: Press) -> Answer:
    page = render_template(
        "courses/inviting/invitations.html",
        activity=activity,
        form=press if press.failed else form,
        ask=form or _form(activity),
        press=press,
        invited=queries.of_activity(activity),
    )
    return page, press.status if press.failed or form is None else form.status
