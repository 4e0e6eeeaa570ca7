"""The pages of importing: send a sheet, look at what it would do, and do it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response

from courses.activities import access
from courses.activities.models import Activity
from courses.exchange.imports import operations, work
from courses.exchange.imports.forms import SheetForm
from courses.exchange.imports.looking import COLUMNS, look, table
from courses.exchange.imports.models import ImportFile, Kind
from courses.exchange.imports.operations import Opened
from courses.exchange.imports.plans import Broken, Deed, Plan
from courses.exchange.imports.templates import example, template
from turin import clock, jobs
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.storage.downloads import TYPES, made
from turin.web.forms import Press
from turin.web.sheets import Fault, read

pages = Blueprint("imports", __name__, url_prefix="/staff")
Answer = Response | str | tuple[str, int]
SHOWN = 20  # rows of those that can be done
FAULTS = 100
THERE = {
    Kind.ROOMS: "schedule.rooms",
    Kind.TRAINERS: "accounts.people",
    Kind.PROGRAMMES: "activities.activities",
}


@pages.get("/imports")
@requires(Permission.RUN_ACTIVITIES)
def kinds() -> str:
    """Show what can be imported."""
    person = current.person()
    offered = [one for one in Kind if one is not Kind.SESSIONS and operations.may(person, one)]
    return render_template("courses/exchange/imports/kinds.html", kinds=offered)


@pages.route("/imports/<any(rooms, trainers, programmes):kind>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def send(kind: str) -> Answer:
    """Take in a sheet of rooms, trainers or programmes."""
    if not operations.may(current.person(), Kind(kind)):
        abort(404)
    return _send(Kind(kind), None)


@pages.route("/activities/<key>/timetable/import", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def sessions(key: str) -> Answer:
    """Take in a sheet of sessions of an activity, or what is pasted."""
    return _send(Kind.SESSIONS, key)


def _send(kind: Kind, key: str | None) -> Answer:
    _activity(key)
    form = SheetForm()
    if form.validate_on_submit():
        content, pasted = form.content, not form.file.data
        with form.refusals():
            _check(content, kind, pasted=pasted)
            with transaction():
                file = operations.keep(
                    content,
                    kind,
                    _activity(key),
                    pasted=pasted,
                    by=current.person(),
                    at=clock.now(),
                )
                return redirect(url_for(".dry_run", number=file.id), 303)
    return _form_page(kind, _activity(key), form), form.status


def _activity(key: str | None) -> Activity | None:
    return access.activity(key, run_by=current.person()) if key else None


def _check(content: bytes, kind: Kind, *, pasted: bool) -> None:
    """Raise a refusal for what is no sheet at all: that is told at once."""
    read(table(content, pasted=pasted), COLUMNS[kind], bare=pasted)


def _form_page(kind: Kind, activity: Activity | None, form: SheetForm) -> str:
    columns = COLUMNS[kind]
    return render_template(
        "courses/exchange/imports/send.html",
        kind=kind,
        activity=activity,
        form=form,
        columns=columns,
        example=example(columns),
    )


@pages.get("/imports/<any(sessions, rooms, trainers, programmes):kind>.<any(xlsx, csv):form>")
@requires(Permission.RUN_ACTIVITIES)
def empty(kind: str, form: str) -> Response:
    """Send the empty sheet of a kind."""
    return made(template(Kind(kind), form), f"{kind}.{form}", TYPES[form])


@pages.route("/imports/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def dry_run(number: int) -> Answer:
    """Show what an import would do, and do it."""
    opened, press = _opened(number), Press()
    if opened.file.done_at is not None:
        flash(_("This was imported already."))
        return redirect(_there(opened.file), 303)
    plan = look(opened, current.person())
    if press.validate_on_submit() and plan.ready:
        try:
            return _do(opened.file, len(plan.work))
        except work.NotReady as late:
            plan = late.plan
        except Broken as broken:
            plan.faults.append(broken.fault)
        opened = _opened(number)
    return _plan_page(opened, plan, press)


def _opened(number: int) -> Opened:
    return operations.opened(number, by=current.person(), at=clock.now())


def _do(file: ImportFile, rows: int) -> Response:
    """Import it, at once or as long work. Raises NotReady or Broken: then nothing is done."""
    number, there = file.id, _there(file)
    with transaction():
        by, at = current.person(), clock.now()
        if rows > work.MANY:
            operations.opened(number, by=by, at=at, lock=True)
            subject = ("import_file", number)
            job = jobs.start(work.IMPORT, subject, total=rows, by=by, at=at, back_to=there)
            return redirect(url_for("jobs.progress", job_id=job.id), 303)
        done = work.do(number, by=by, at=at)
        flash(_n("It is done: %(num)s row.", "It is done: %(num)s rows.", done))
        return redirect(there, 303)


def _there(file: ImportFile) -> str:
    """Return the address at which one sees what was imported."""
    if file.activity is not None:
        return url_for("schedule.timetable", key=file.activity.key)
    return url_for(THERE[file.kind])


def _place(fault: Fault) -> tuple[int, int, str]:
    """Return where a fault stands in the order of rows, then of columns: Z before AA."""
    return fault.row, len(fault.letter), fault.letter


def _form_of(kind: Kind, activity: Activity | None) -> str:
    if activity is not None:
        return url_for(".sessions", key=activity.key)
    return url_for(".send", kind=kind.value)


def _plan_page(opened: Opened, plan: Plan, press: Press) -> tuple[str, int]:
    file = opened.file
    form = SheetForm(formdata=None)
    if file.pasted:
        form.pasted.data = opened.content.decode()
    kind, activity = file.kind, file.activity
    page = render_template(
        "courses/exchange/imports/plan.html",
        file=file,
        plan=plan,
        counts=[(deed.label, plan.count(deed)) for deed in Deed if plan.count(deed)],
        lines=sorted(plan.lines, key=lambda line: not line.doubts)[:SHOWN],
        doubts=sum(bool(line.doubts) for line in plan.lines),
        faults=sorted(plan.faults, key=_place)[:FAULTS],
        press=press,
        send_form=form,
        action=_form_of(kind, activity),
        there=_there(file),
    )
    return page, 422 if press.is_submitted() else 200
