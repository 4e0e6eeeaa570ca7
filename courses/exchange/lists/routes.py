"""The files of the lists: one address for each, with the filters of its page behind it."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, request

from courses.activities import access
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.exchange.lists import of_activity, sheets
from courses.schedule import access as schedule
from turin import clock
from turin.access import Permission, requires
from turin.people import current
from turin.people.models import Person
from turin.storage.downloads import TYPES, made
from turin.web.spreadsheets import Sheet, comma_separated, workbook

pages = Blueprint("lists", __name__, url_prefix="/staff")
FORM = "<any(xlsx, csv):form>"
OVER_ALL: dict[str, Callable[[Person, sheets.Asked, date], Sheet]] = {
    "activities": sheets.activities,
    "year": sheets.year,
    "rooms": sheets.rooms,
    "week": sheets.rooms_week,
    "commitments": sheets.commitments,
}
OF_ACTIVITY: dict[str, tuple[Callable[[Activity, date], Sheet], Work]] = {
    "timetable": (of_activity.timetable, Work.TIMETABLE),
    "checklist": (of_activity.checklist, Work.CHECKLIST),
    "outcomes": (of_activity.undertaken, Work.CONCLUDE),
}


@pages.get(f"/lists/<any({', '.join(OVER_ALL)}):which>.{FORM}")
@requires(Permission.WORK_ON_ACTIVITIES)
def over_all(which: str, form: str) -> Response:
    """Send a list over all activities that the reader sees, or over what all of them share."""
    sheet = OVER_ALL[which](current.person(), request.args, _today())
    return _file(sheet, which, form)


@pages.get(f"/activities/<key>/lists/<any({', '.join(OF_ACTIVITY)}):which>.{FORM}")
@requires(Permission.WORK_ON_ACTIVITIES)
def of_one(key: str, which: str, form: str) -> Response:
    """Send a list of one activity."""
    sheet, work = OF_ACTIVITY[which]
    activity = access.activity(key, run_by=current.person(), doing=work)
    return _file(sheet(activity, _today()), f"{activity.key}-{which}", form)


@pages.get(f"/lists/trainers/<int:number>.{FORM}")
@requires(Permission.WORK_ON_ACTIVITIES)
def trainer_week(number: int, form: str) -> Response:
    """Send what one trainer teaches in one week."""
    sheet = sheets.trainer_week(schedule.trainer(number), request.args, _today())
    return _file(sheet, f"trainer-{number}", form)


def _today() -> date:
    return clock.now().astimezone(sheets.HOME).date()


def _file(sheet: Sheet, name: str, form: str) -> Response:
    body = workbook(sheet) if form == "xlsx" else comma_separated(sheet)
    return made(body, f"{name}.{form}", TYPES[form])
