"""The page that shows a year or a month of activities."""

from flask import Blueprint, render_template, request

from courses.activities import queries
from courses.activities.models import State
from courses.activities.views.models import Shown
from courses.activities.views.tabs import tabs
from courses.activities.year.spans import asked
from turin import clock
from turin.access import Permission, requires
from turin.db.paging import page
from turin.people import current
from turin.web.blueprints import this_page

pages = Blueprint("year", __name__, url_prefix="/staff/activities")
SIZE = 50


@pages.get("/calendar")
@requires(Permission.SEE_PLAN)
def calendar() -> str:
    """Show a year or a month of the activities that the reader runs, each as a bar."""
    arguments, today = request.args, clock.now().date()
    span, state = asked(arguments.get("when", ""), today), arguments.get("state", "")
    mine = queries.mine(
        current.person(),
        q=arguments.get("q", "")[:200].strip(),
        state=State(state) if state in list(State) else None,
        past=None,
        today=today,
        seen=True,
    )
    return render_template(
        "courses/activities/calendar.html",
        span=span,
        found=page(
            queries.between(mine, span.first, span.last), arguments.get("page", 1, type=int), SIZE
        ),
        states=[(one.value, one.label) for one in State],
        views=tabs(current.person(), Shown.YEAR),
        query=request.query_string.decode(),
        address=lambda other: this_page(when=other.said, page=None),
        page_href=lambda number: this_page(page=number),
    )
