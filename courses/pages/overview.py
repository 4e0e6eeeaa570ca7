"""The first page of who works here: her activities and what waits for her today."""

from collections import defaultdict

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from courses.activities import queries as activities
from courses.activities.models import Activity, ActivityCheck, State
from courses.attendance import queries as attendance
from courses.certificates import queries as certificates
from courses.pages import letters
from courses.pages.due import Due, Figures, due
from courses.registration import queries as registration
from courses.registration.routes.bars import GROUPS, SEXES
from turin import clock
from turin.access import Permission, signed_in
from turin.people import current
from turin.web.forms import Press

staff = Blueprint("staff", __name__, url_prefix="/staff")


@staff.get("")
@signed_in
def overview() -> str | Response:
    """Show a coordinator's day; send a trainer to her sessions, others to their applications."""
    person = current.person()
    if not person.may(Permission.RUN_ACTIVITIES):
        mine = "schedule.teaching" if person.works_here else "registration.me"
        return redirect(url_for(mine))
    run = [row for row in activities.run_by(person) if row.state != State.CANCELLED]
    figures = _figures(run)
    now = clock.now()
    today = now.date()
    tasks = [one for row in run for one in due(row, figures[row.id], today)]
    return render_template(
        "courses/pages/overview.html",
        tasks=sorted(tasks, key=_pressing),
        coming=[row for row in run if (row.ends or row.starts).last >= today],
        past=[row for row in run if (row.ends or row.starts).last < today][::-1][:5],
        figures=figures,
        target_names={**GROUPS, **SEXES},
        press=Press(),
        unreached=letters.unreached(person, now),
        today=today,
    )


def _pressing(one: Due) -> tuple[bool, str, str, str, int]:
    """Order what is late first, then by the start of the activity."""
    line = one.line.id if one.line else 0
    return (not one.late, one.activity.starts.iso, one.activity.key, one.task, line)


def _figures(run: list[Activity]) -> dict[int, Figures]:
    """Return the figures of all activities, nearly all in as many statements as for one."""
    applications = registration.counts_by_state(run)
    unmarked = attendance.unmarked(run, clock.now())
    awaited = certificates.awaited(run)
    freed = registration.freed(run)
    divided = registration.divided(run)
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
        )
        for row in run
    }
