"""The pages of an activity's timetable."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.activities.access import activity as run_activity
from courses.activities.models import Activity, State
from courses.activities.rules.work import Work
from courses.schedule import access, operations, queries, rules
from courses.schedule.clashes import GRAVE, Clash, find, group
from courses.schedule.forms import SessionForm
from courses.schedule.forms.gaps import off
from courses.schedule.models import Session
from courses.schedule.repairs import Repair, repair
from courses.schedule.routes.blueprint import pages
from courses.schedule.routes.week import YEARS
from courses.schedule.weeks import Look, weeks
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.web.forms import Press

Answer = Response | str | tuple[str, int]


@pages.get("/activities/<key>/timetable")
@requires(Permission.WORK_ON_ACTIVITIES)
def timetable(key: str) -> str:
    """Show the weeks of an activity, what does not fit in them, and what would mend it."""
    activity = run_activity(key, run_by=current.person(), doing=Work.TIMETABLE)
    sessions = queries.with_trainers(activity)
    clashes = _clashes(sessions) if activity.state != State.CANCELLED else []
    open_ = [clash for clash, _repair in clashes if not clash.allowed]
    wrong = frozenset(clash.session.id for clash in open_ if clash.why in GRAVE)
    doubtful = frozenset(clash.session.id for clash in open_ if clash.why not in GRAVE)
    others = queries.by_number({clash.other for clash, _repair in clashes if clash.other})
    return render_template(
        "courses/schedule/timetable.html",
        activity=activity,
        weeks=weeks(sessions, look=Look(_link, _move, clashing=wrong, doubtful=doubtful)),
        clashes=clashes,
        conflicts=len(open_),
        grave=GRAVE,
        trainers=dict.fromkeys(trainer for one in sessions for trainer in one.trainers),
        others=others,
        unnamed=sum(one.unnamed for one in sessions),
        link=_link,
        mover=_move(sessions[0]) if sessions else None,
        press=Press(formdata=None),
    )


def _clashes(sessions: list[Session]) -> list[tuple[Clash, Repair | None]]:
    """Return what does not fit, each with what mends it; rooms are read where one is too small."""
    small = any(one.room and one.room.capacity < group(one) for one in sessions)
    rooms = queries.rooms() if small else []
    known = queries.known_of(sessions, off, rooms=small)
    return [(clash, repair(clash, known, clock.now(), rooms)) for clash in find(known)]


def _link(session: Session) -> str:
    return url_for("schedule.session", number=session.id)


def _move(session: Session) -> str:
    return url_for("schedule.move", number=session.id)


@pages.route("/activities/<key>/timetable/add", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def add(key: str) -> Answer:
    """Put a session on the timetable."""
    activity = run_activity(key, run_by=current.person(), doing=Work.TIMETABLE)
    form = SessionForm()
    form.offer(activity)
    if request.method == "GET":
        form.follow(activity, queries.of_activity(activity))
    if _sent(form):
        with form.refusals(), transaction():
            activity = run_activity(key, run_by=current.person(), doing=Work.TIMETABLE)
            operations.add(activity, form.facts(activity), by=current.person(), at=clock.now())
            flash(_("The session is on the timetable."))
            another = "another" in request.form
            return redirect(url_for(".add" if another else ".timetable", key=key), 303)
    return _form_page(activity, form, None)


@pages.route("/sessions/<int:number>", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def session(number: int) -> Answer:
    """Change a session: move it, give it another room or trainer."""
    found = access.session(number, run_by=current.person())
    form = SessionForm()
    form.offer(found.activity, found)
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


@pages.post("/sessions/<int:number>/move")
@requires(Permission.WORK_ON_ACTIVITIES)
def move(number: int) -> Answer:
    """Move a session: by the button beside a clash, by a key, or by dragging it."""
    found = access.session(number, run_by=current.person())
    key, form = found.activity.key, SessionForm(formdata=None)
    press, to, room = Press(), _moment("to"), request.form.get("room", type=int)
    if press.validate_on_submit():
        with form.refusals(), transaction():
            found = access.session(number, run_by=current.person())
            into = access.room(room) if room else None
            operations.move(found, to, into, by=current.person(), at=clock.now())
            flash(_("The session is moved."))
            return redirect(url_for("schedule.timetable", key=key), 303)
    form.offer(found.activity, found)
    form.show(found)
    if to:
        form.take(rules.slot(found).at(to))
    if room:
        form.room.data = str(room)
    return _form_page(found.activity, form, found, press if press.failed else None)


def _moment(name: str) -> datetime | None:
    """Return a wall-clock time that a button has, if it is one."""
    found = request.form.get(name, type=datetime.fromisoformat)
    return found.replace(tzinfo=None) if found and found.year in YEARS else None


@pages.post("/sessions/<int:number>/remove")
@requires(Permission.WORK_ON_ACTIVITIES)
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
    sheet.offer(found.activity, found)
    sheet.show(found)
    return _form_page(found.activity, sheet, found, form)


def _sent(form: SessionForm) -> bool:
    """Whether the form came in whole; the button beside a refusal names another time."""
    if not form.validate_on_submit():
        return False
    if moment := _moment("free"):
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
