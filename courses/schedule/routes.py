"""The pages of the timetable, the rooms, and what a trainer teaches."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities.access import activity as run_activity
from courses.activities.models import Activity
from courses.schedule import access, operations, queries, rules
from courses.schedule.forms import RoomForm, SessionForm
from courses.schedule.models import Session
from courses.schedule.weeks import weeks
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Press

pages = Blueprint("schedule", __name__, url_prefix="/staff")
Answer = Response | str | tuple[str, int]


@pages.get("/activities/<key>/timetable")
@requires(Permission.RUN_ACTIVITIES)
def timetable(key: str) -> str:
    """Show the weeks of an activity, and what does not fit in them."""
    activity = run_activity(key, run_by=current.person())
    sessions = queries.of_activity(activity)
    small = [one for one in sessions if rules.too_small(one, activity.seats or 0)]
    outside = [one for one in sessions if rules.outside(one.local_starts.date(), activity)]
    return render_template(
        "courses/schedule/timetable.html",
        activity=activity,
        weeks=weeks(sessions, _link, [one.id for one in small + outside]),
        small=small,
        outside=outside,
        link=_link,
    )


def _link(session: Session) -> str:
    return url_for("schedule.session", number=session.id)


@pages.route("/activities/<key>/timetable/add", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add(key: str) -> Answer:
    """Put a session on the timetable."""
    activity = run_activity(key, run_by=current.person())
    form = SessionForm()
    form.offer(activity)
    if request.method == "GET":
        form.follow(activity, queries.of_activity(activity))
    if _sent(form):
        with form.refusals(), transaction():
            activity = run_activity(key, run_by=current.person())
            operations.add(activity, form.facts(activity), by=current.person(), at=clock.now())
            flash(_("The session is on the timetable."))
            another = "another" in request.form
            return redirect(url_for(".add" if another else ".timetable", key=key), 303)
    return _form_page(activity, form, None)


@pages.route("/sessions/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def session(number: int) -> Answer:
    """Change a session: move it, give it another room or trainer."""
    found = access.session(number, run_by=current.person())
    form = SessionForm()
    form.offer(found.activity)
    if request.method == "GET":
        form.show(found)
    if _sent(form):
        with form.refusals(), transaction():
            found = access.session(number, run_by=current.person())
            facts = form.facts(found.activity, found)
            operations.change(found, facts, by=current.person(), at=clock.now())
            flash(_("The session is changed."))
            return redirect(url_for("schedule.timetable", key=found.activity.key), 303)
    return _form_page(found.activity, form, found)


@pages.post("/sessions/<int:number>/remove")
@requires(Permission.RUN_ACTIVITIES)
def remove(number: int) -> Answer:
    """Take a session off the timetable."""
    found = access.session(number, run_by=current.person())
    key, form = found.activity.key, Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.session(number, run_by=current.person())
            operations.remove(found, by=current.person(), at=clock.now())
            flash(_("The session is off the timetable."))
            return redirect(url_for("schedule.timetable", key=key), 303)
    sheet = SessionForm(formdata=None)
    sheet.offer(found.activity)
    sheet.show(found)
    return _form_page(found.activity, sheet, found, form)


def _sent(form: SessionForm) -> bool:
    """Whether the form came in whole; the button beside a refusal names another time."""
    if not form.validate_on_submit():
        return False
    if moment := request.form.get("free", type=datetime.fromisoformat):
        form.move_to(moment)
    return True


def _form_page(
    activity: Activity, form: SessionForm, session: Session | None, press: Press | None = None
) -> Answer:
    page = render_template(
        "courses/schedule/session.html",
        activity=activity,
        form=form,
        session=session,
        press=press or Press(formdata=None),
    )
    return page, press.status if press else form.status


@pages.route("/rooms", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def rooms() -> Answer:
    """List the rooms, and take in a new one."""
    form = RoomForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.add_room(
                form.name.data or "",
                form.capacity.data or 0,
                form.city.data or "",
                by=current.person(),
                at=clock.now(),
            )
            flash(_("The room is on the list."))
            return redirect(url_for("schedule.rooms"), 303)
    return render_template(
        "courses/schedule/rooms.html", rooms=queries.rooms(), form=form
    ), form.status


@pages.get("/teaching")
@requires(Permission.TEACH)
def teaching() -> str:
    """Show a trainer the sessions that she teaches."""
    now = clock.now()
    sessions = queries.taught_by(current.person())
    return render_template(
        "courses/schedule/teaching.html",
        coming=[one for one in sessions if one.ends_at >= now],
        past=[one for one in sessions if one.ends_at < now][::-1],
    )
