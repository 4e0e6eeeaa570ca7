"""The pages of a call: the list for who runs the activity, the answer for who got it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from courses.activities import access, rules
from courses.activities.calls import access as owned
from courses.activities.calls import operations, queries
from courses.activities.calls.forms import ListForm, ReplyForm, TakeForm
from courses.activities.calls.models import Reply
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from turin import clock
from turin.access import Permission, public, requires
from turin.db import transaction
from turin.people import current, links
from turin.web import limits
from turin.web.blueprints import localized
from turin.web.forms import Form, Press

pages = Blueprint("calls", __name__, url_prefix="/staff/activities")
answers = localized("call", __name__)
Answer = Response | str | tuple[str, int]


@pages.route("/<key>/call", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def call(key: str) -> Answer:
    """Show whom the call goes to and who answered what; put others on the list."""
    activity = access.activity(key, run_by=current.person(), doing=Work.CALL)
    form = ListForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CALL)
            added = operations.put_on_list(
                activity, form.contacts, by=current.person(), at=clock.now()
            )
            flash(_added(added))
            return redirect(url_for(".call", key=key), 303)
    return _page(activity, form)


@pages.post("/<key>/call/take")
@requires(Permission.WORK_ON_ACTIVITIES)
def take(key: str) -> Answer:
    """Take the list of an earlier run of the same course."""
    activity = access.activity(key, run_by=current.person(), doing=Work.CALL)
    form = TakeForm(_earlier(activity))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CALL)
            earlier = access.activity(form.earlier.data, run_by=current.person(), doing=Work.CALL)
            added = operations.take_list(activity, earlier, by=current.person(), at=clock.now())
            flash(_added(added))
            return redirect(url_for(".call", key=key), 303)
    return _page(activity, form)


@pages.post("/<key>/call/send")
@requires(Permission.WORK_ON_ACTIVITIES)
def send(key: str) -> Answer:
    """Send the call to everybody who has not got it."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            activity = access.activity(key, run_by=current.person(), doing=Work.CALL)
            count = operations.send(activity, by=current.person(), at=clock.now())
            flash(ngettext("%(num)s call is on its way.", "%(num)s calls are on their way.", count))
            return redirect(url_for(".call", key=key), 303)
    return _page(access.activity(key, run_by=current.person(), doing=Work.CALL), form)


@pages.post("/<key>/call/<int:number>/remove")
@requires(Permission.WORK_ON_ACTIVITIES)
def remove(key: str, number: int) -> Answer:
    """Take somebody off the list who has not got the call."""
    owned.called(key, number, run_by=current.person())
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            called = owned.called(key, number, run_by=current.person())
            operations.remove(called, by=current.person(), at=clock.now())
            flash(_("She or he is off the list."))
            return redirect(url_for(".call", key=key), 303)
    return _page(access.activity(key, run_by=current.person(), doing=Work.CALL), form)


@answers.route("/call/<token>", methods=["GET", "POST"])
@public
@limits.asking
def answer(token: str) -> Answer:
    """Ask for one of three answers; opening the link answers nothing."""
    called = queries.by_link(links.usable(token, queries.PURPOSE, clock.now()))
    if called is None:
        return render_template("courses/calls/spent.html"), 410
    asked = request.args.get("reply", "")
    known = asked if asked in list(Reply) else called.reply
    form = ReplyForm(data={"reply": known and Reply(known), "words": called.words})
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.reply(called, form.reply.data, form.words.data or "", at=clock.now())
            flash(_("Thank you: your answer has arrived. You can change it here."))
            return redirect(url_for(".answer", token=token), 303)
    page = render_template("courses/calls/answer.html", form=form, called=called, token=token)
    return page, form.status


def _earlier(activity: Activity) -> list[Activity]:
    return [
        run for run in queries.earlier(activity) if access.runs(current.person(), run, Work.CALL)
    ]


def _added(count: int) -> str:
    if not count:
        return _("Everybody there was on the list already.")
    return ngettext("%(num)s is new on the list.", "%(num)s are new on the list.", count)


def _page(activity: Activity, form: Form) -> Answer:
    called = queries.of_activity(activity)
    page = render_template(
        "courses/calls/call.html",
        activity=activity,
        form=form,
        press=Press(formdata=None),
        list_form=form if isinstance(form, ListForm) else ListForm(formdata=None),
        take_form=form if isinstance(form, TakeForm) else TakeForm(_earlier(activity)),
        called=called,
        replies=queries.replies(called),
        waiting=sum(one.sent_at is None for one in called),
        open=rules.is_open(activity, clock.now()),
    )
    return page, form.status
