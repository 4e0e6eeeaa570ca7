"""How far a job is: a page that shows itself again until it is over, and the same as JSON."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template

from turin.access import signed_in
from turin.jobs import access
from turin.jobs.work import work
from turin.people import current

pages = Blueprint("jobs", __name__, url_prefix="/staff/jobs")
SECONDS = 2  # between one look and the next


@pages.get("/<int:job_id>")
@signed_in
def progress(job_id: int) -> Response:
    """Show how far a job is, and what went wrong."""
    job = access.job(job_id, current.person())
    page = make_response(
        render_template("turin/jobs/progress.html", job=job, label=work(job.kind).label)
    )
    if job.live:
        page.headers["Refresh"] = str(SECONDS)
    return page


@pages.get("/<int:job_id>.json")
@signed_in
def figures(job_id: int) -> dict[str, Any]:
    """Tell a script how far a job is."""
    job = access.job(job_id, current.person())
    return {
        "state": job.state,
        "total": job.total,
        "done": job.done,
        "failed": job.failed,
        "errors": [{"row": error.row, "reason": error.reason} for error in job.errors],
    }
