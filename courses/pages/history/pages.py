"""The page of an activity's history."""

from flask import Blueprint, render_template, request

from courses.activities import access
from courses.pages.history.deeds import Part
from courses.pages.history.reading import told
from turin.access import Permission, requires
from turin.people import current
from turin.web.blueprints import this_page

staff = Blueprint("history", __name__, url_prefix="/staff/activities")


@staff.get("/<key>/history")
@requires(Permission.RUN_ACTIVITIES)
def history(key: str) -> str:
    """Show who changed what of an activity and when, the latest first."""
    activity = access.activity(key, run_by=current.person())
    return render_template(
        "courses/pages/history.html",
        activity=activity,
        found=told(activity, request.args.get("part", ""), request.args.get("page", 1, type=int)),
        parts=[(one.value, one.label) for one in Part],
        page_href=lambda number: this_page(page=number),
    )
