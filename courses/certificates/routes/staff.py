"""Certificates for those who run activities: who has earned one, issue, correct, revoke."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.activities import access as activities
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.certificates import access, operations, queries
from courses.certificates.forms import Correct, Revoke
from courses.certificates.models import Certificate, State
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.storage.downloads import send
from turin.web.forms import Form, Press

pages = Blueprint("certificates", __name__, url_prefix="/staff")
LOOK_AGAIN = 3  # seconds


@pages.get("/activities/<key>/certificates")
@requires(Permission.WORK_ON_ACTIVITIES)
def overview(key: str) -> ResponseReturnValue:
    """Show who has earned a certificate, who has one, and how far their making is."""
    return _overview(activities.activity(key, run_by=current.person(), doing=Work.CERTIFY), Press())


@pages.post("/activities/<key>/certificates")
@requires(Permission.WORK_ON_ACTIVITIES)
def issue(key: str) -> ResponseReturnValue:
    """Give certificates to all who have earned one."""
    activity = activities.activity(key, run_by=current.person(), doing=Work.CERTIFY)
    form = Press()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                activity = activities.activity(key, run_by=current.person(), doing=Work.CERTIFY)
                number = operations.issue(
                    activity, address=_address(), by=current.person(), at=clock.now()
                )
            flash(
                ngettext(
                    "%(num)s certificate is being made.",
                    "%(num)s certificates are being made.",
                    number,
                )
            )
            return redirect(url_for(".overview", key=key), 303)
    return _overview(activity, form)


@pages.get("/certificates/<number>.pdf")
@requires(Permission.WORK_ON_ACTIVITIES)
def download(number: str) -> Response:
    """Send a certificate to those who run its activity, whatever became of it."""
    found = access.certificate(number, run_by=current.person())
    return send(found.sha256 or abort(404), f"certificate-{number}.pdf", "pdf", to_anybody=False)


@pages.route("/certificates/<number>/revoke", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def revoke(number: str) -> ResponseReturnValue:
    """Ask why, and revoke."""
    found = access.certificate(number, run_by=current.person())
    form = Revoke()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                found = access.certificate(number, run_by=current.person())
                operations.revoke(
                    found, reason=form.reason.data or "", by=current.person(), at=clock.now()
                )
            flash(_("The certificate is revoked. Whoever checks it reads so from now on."))
            return redirect(url_for(".overview", key=found.activity.key), 303)
    return _page("revoke", found, form)


@pages.route("/certificates/<number>/correct", methods=["GET", "POST"])
@requires(Permission.WORK_ON_ACTIVITIES)
def correct(number: str) -> ResponseReturnValue:
    """Replace a certificate by a corrected one; one that could not be made is made again."""
    found = access.certificate(number, run_by=current.person())
    form = Correct(holder=found.printed["holder"])
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                found = access.certificate(number, run_by=current.person())
                _correct(found, form.holder.data or "")
            flash(_("The corrected certificate is being made."))
            return redirect(url_for(".overview", key=found.activity.key), 303)
    return _page("correct", found, form)


def _correct(found: Certificate, holder: str) -> None:
    by, at = current.person(), clock.now()
    if found.state is State.NEEDS_ATTENTION:
        operations.redraw(found, holder=holder, address=_address(), by=by, at=at)
    else:
        operations.replace(found, holder=holder, address=_address(), by=by, at=at)


def _overview(activity: Activity, form: Form) -> ResponseReturnValue:
    participants, progress = queries.participants(activity), queries.progress(activity)
    page = render_template(
        "courses/certificates/overview.html",
        activity=activity,
        form=form,
        participants=participants,
        due=[one for one in participants if one.is_due],
        minutes=queries.timetable(activity).minutes,
        progress=progress,
    )
    # The page shows itself again until all is made, also where scripts do not run.
    return page, form.status, {"Refresh": str(LOOK_AGAIN)} if progress.running else {}


def _page(name: str, certificate: Certificate, form: Form) -> ResponseReturnValue:
    page = render_template(
        f"courses/certificates/{name}.html",
        activity=certificate.activity,
        certificate=certificate,
        form=form,
    )
    return page, form.status


def _address() -> str:
    """Return the site's public address, as the code on a certificate holds it."""
    address: str = current_app.extensions["settings"].public_url
    return address
