"""The first page of who works here: her activities and what waits for her today."""

from collections import defaultdict

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from courses.activities import queries as activities
from courses.activities.models import Activity, ActivityCheck, State
from courses.attendance import queries as attendance
from courses.certificates import queries as certificates
from courses.pages import letters
from courses.pages.due import DECIDED, Due, Figures, due
from courses.registration import queries as registration
from courses.registration.routes.bars import GROUPS, SEXES
from courses.schedule.inviting import queries as inviting
from turin import clock
from turin.access import Permission, signed_in
from turin.people import current, deputies
from turin.people.models import Person
from turin.storage.checking import damaged_number
from turin.web.forms import Press

staff = Blueprint("staff", __name__, url_prefix="/staff")


@staff.get("")
@signed_in
def overview() -> str | Response:
    """Show a coordinator's day; send a trainer to her sessions, others to their applications."""
    person = current.person()
    if not person.may(Permission.WORK_ON_ACTIVITIES):
        return redirect(url_for(_elsewhere(person)))
    charges = {one.activity.id: one for one in activities.run_by(person)}
    run = [one.activity for one in charges.values() if one.activity.state != State.CANCELLED]
    figures = _figures(run)
    now = clock.now()
    today = now.date()
    tasks = [one for row in run for one in due(row, figures[row.id], today)]
    assisting = {number for number, one in charges.items() if one.assists}
    away = {one.person_id: one for one in deputies.standing_in(person)}
    return render_template(
        "courses/pages/overview.html",
        tasks=sorted((one for one in tasks if _is_hers(one, assisting)), key=_pressing),
        assisting=assisting,
        for_whom={
            number: away[one.away]
            for number, one in charges.items()
            if one.away and not one.coordinates
        },
        plans=person.may(Permission.RUN_ACTIVITIES),
        coming=[row for row in run if (row.ends or row.starts).last >= today],
        past=[row for row in run if (row.ends or row.starts).last < today][::-1][:5],
        figures=figures,
        target_names={**GROUPS, **SEXES},
        press=Press(),
        unreached=letters.unreached(person, now),
        damaged=damaged_number() if person.may(Permission.ADMINISTER) else 0,
        today=today,
    )


def _elsewhere(person: Person) -> str:
    """Return the first page of who works on no activity."""
    if person.may(Permission.SEE_FIGURES):
        return "figures.year"
    if person.may(Permission.TEACH):
        return "schedule.teaching"
    return "registration.me"


def _is_hers(one: Due, assisting: set[int]) -> bool:
    """Whether she may do it: what is to be decided waits for others where she only assists."""
    return one.activity.id not in assisting or one.task not in DECIDED


def _pressing(one: Due) -> tuple[bool, str, str, str, int]:
    """Order what is late first, then by the start of the activity."""
    line = one.line.id if one.line else 0
    return (not one.late, one.activity.starts.iso, one.activity.key, one.task, line)


def _figures(run: list[Activity]) -> dict[int, Figures]:
    """Return the figures of all activities, nearly all in as many statements as for one."""
    applications, divided = registration.counts_and_shares(run)
    unmarked = attendance.unmarked(run, clock.now())
    awaited = certificates.awaited(run)
    freed = registration.freed(run)
    invited = inviting.waiting(run)
    lines: defaultdict[int, list[ActivityCheck]] = defaultdict(list)
    for line in activities.lines(run, undone=True):
        lines[line.activity_id].append(line)
    return {
        row.id: Figures(
            applications[row.id],
            len(unmarked[row.id]),
            awaited[row.id],
            freed=row.id in freed,
            lines=tuple(lines[row.id]),
            divided=divided[row.id],
            invited=tuple(invited[row.id]),
        )
        for row in run
    }
