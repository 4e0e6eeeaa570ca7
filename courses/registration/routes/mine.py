"""Her own applications: where she stands, and what she can decide."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.registration import access, operations, papers, queries, rules
from courses.registration.forms import NameForm, ReasonForm
from courses.registration.models import Application, State
from courses.registration.routes.applying import pages
from courses.registration.rules import Deed
from turin import clock
from turin.access import signed_in
from turin.db import transaction
from turin.people import current
from turin.web.forms import Press

Answer = Response | tuple[str, int]


@pages.get("/me")
@signed_in
def me() -> str:
    """List what she has applied for."""
    found = queries.asked_by(current.person())
    return render_template(
        "courses/registration/me.html", applications=found, last_day=rules.last_day
    )


@pages.get("/me/<reference>")
@signed_in
def mine(reference: str) -> Answer:
    """Show where one application stands and what happens next."""
    return _shown(_own(reference), Press(formdata=None))


@pages.post("/me/<reference>/confirm")
@signed_in
def confirm(reference: str) -> Answer:
    """Take the seat that is offered."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            application = _own(reference)
            operations.confirm(application, by=current.person(), at=clock.now())
            flash(_("Your seat is confirmed. We look forward to seeing you."))
            return _back(reference)
    return _shown(_own(reference), form)


@pages.route("/me/<reference>/refuse", methods=["GET", "POST"])
@signed_in
def refuse(reference: str) -> Answer:
    """Ask once more, then give the offered seat back."""
    said = _("You have given the seat back. Thank you for telling us.")
    return _leave(reference, Deed.REFUSE, operations.refuse, said)


@pages.route("/me/<reference>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(reference: str) -> Answer:
    """Ask once more, then take the application back."""
    said = _("Your application is withdrawn. You can apply again while applications are open.")
    return _leave(reference, Deed.WITHDRAW, operations.withdraw, said)


@pages.route("/me/<reference>/name", methods=["GET", "POST"])
@signed_in
def correct_name(reference: str) -> Answer:
    """Correct the name that the certificate will carry."""
    application = _own(reference)
    form = NameForm(data={"certificate_name": application.certificate_name or application.name})
    if form.validate_on_submit():
        typed = form.data["certificate_name"]
        with form.refusals(), transaction():
            operations.correct_name(_own(reference), typed, by=current.person(), at=clock.now())
            flash(_("Your certificate will carry this name."))
            return _back(reference)
    page = render_template("courses/registration/name.html", form=form, application=_own(reference))
    return page, form.status


def _leave(reference: str, deed: Deed, leave: Callable[..., None], said: str) -> Answer:
    application, form = _own(reference), ReasonForm()
    if deed not in rules.of_her(application) and not form.is_submitted():
        return _back(reference)
    if form.validate_on_submit():
        reason = form.data["reason"]
        with form.refusals(), transaction():
            leave(_own(reference), by=current.person(), at=clock.now(), reason=reason)
            flash(said)
            return _back(reference)
    page = render_template(
        "courses/registration/leave.html", form=form, application=_own(reference), deed=deed
    )
    return page, form.status


def _own(reference: str) -> Application:
    return access.application(reference, of=current.person())


def _back(reference: str) -> Response:
    return redirect(url_for(".mine", reference=reference), 303)


def _shown(application: Application, form: Press) -> Answer:
    page = render_template(
        "courses/registration/mine.html",
        application=application,
        form=form,
        can=rules.of_her(application),
        papers=papers.of(application),
        late=_late(application, clock.now()),
        last_day=rules.last_day,
    )
    return page, form.status


def _late(application: Application, at: datetime) -> bool:
    """Whether an offer can't be taken any more, though nobody has taken it back yet."""
    until = application.answer_by
    return application.state == State.OFFERED and until is not None and at >= until
