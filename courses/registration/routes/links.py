"""Where the mailed links lead: back to a draft, or to the application that they prove.

Opening one does nothing, since programs that check mail open links too; its one button does.
"""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.registration import operations, queries
from courses.registration.models import Application, State
from courses.registration.routes import drafts
from courses.registration.routes.applying import pages
from turin import clock
from turin.access import public
from turin.db import db, transaction
from turin.people import entering, links
from turin.people.models import MailLink
from turin.web.forms import Press

Answer = Response | tuple[str, int]
PURPOSES = (queries.CLAIM, queries.DRAFT)


@pages.route("/r/<token>", methods=["GET", "POST"])
@public
def open_link(token: str) -> Answer:
    """Show one button, and do on its press what the link is for."""
    at = clock.now()
    form, usable = Press(), bool(_usable(token, at) and _application(token))
    if usable and form.validate_on_submit():
        with form.refusals(), transaction():
            return _opened(token, at)
    return _shown(token, form, usable=usable)


@pages.post("/r/<token>/again")
@public
def again(token: str) -> Answer:
    """Mail a fresh link to the address that the old one went to."""
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            application = _application(token)
            if application:
                operations.send_link(application, at=clock.now())
                return redirect(url_for("people.link_sent"), 303)
    return _shown(token, form, usable=False)


def _shown(token: str, form: Press, *, usable: bool) -> Answer:
    page = render_template(
        "courses/registration/open_link.html",
        form=form,
        application=_application(token),
        usable=usable,
        token=token,
    )
    return page, form.status if usable or form.failed else 410


def _opened(token: str, at: datetime) -> Response:
    link = _usable(token, at)
    application = _application(token)
    if link is None or application is None:
        raise links.LinkSpent
    links.use(token, link.purpose, at)
    if application.state == State.DRAFT:
        drafts.hold(application.activity.key, operations.resume(application))
        return redirect(url_for(".apply", key=application.activity.key), 303)
    hers = operations.verify(application, at=at)
    if hers is not application:
        flash(_("You have applied for this activity before: this is your application."))
    return _entered(hers, at)


def _entered(application: Application, at: datetime) -> Response:
    """Sign her in and show where she stands.

    An account with rights at the Centre is opened by its own sign-in alone, and a closed one by
    nothing.
    """
    person = application.person
    mine = url_for(".mine", reference=application.reference)
    if person and not person.works_here and not person.disabled_at:
        return entering.enter([person], mine, at)
    return redirect(mine, 303)


def _usable(token: str, at: datetime) -> MailLink | None:
    return next((link for purpose in PURPOSES if (link := links.usable(token, purpose, at))), None)


def _application(token: str) -> Application | None:
    """Return what the link is about, though it may be spent; a forgotten draft is gone.

    What was sent is opened by its own mailbox alone: the address may have been changed since the
    link went to another.
    """
    link = links.known(token)
    if link is None or link.purpose not in PURPOSES:
        return None
    found = db.session.get(Application, link.subject_id)
    hers = found and (found.state == State.DRAFT or found.email_key == link.email_key)
    return found if hers else None
