"""The people whom our letters do not reach: why, and how they are reached after all."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.pages import letters
from courses.pages.forms import AddressForm
from courses.pages.overview import staff
from courses.registration import operations as registration
from turin import audit, clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.mail import troubles
from turin.mail.models import Outgoing
from turin.people import current
from turin.people import operations as people
from turin.people.keys import email_key
from turin.people.models import Person
from turin.web.blueprints import this_page


@staff.get("/unreached")
@requires(Permission.RUN_ACTIVITIES)
def unreached() -> str:
    """List the letters that did not arrive."""
    found = letters.troubled(current.person(), clock.now(), request.args.get("page", 1, type=int))
    return render_template(
        "courses/pages/unreached.html",
        found=found,
        activities=letters.activities_of(found.rows),
        address=troubles.address,
        why=troubles.why,
        page_href=lambda number: this_page(page=number),
    )


@staff.route("/unreached/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def reach(number: int) -> Response | tuple[str, int]:
    """Correct an address, or leave it, and send what did not arrive once more."""
    letter = letters.letter(number, current.person(), clock.now())
    form = AddressForm(data={"email": troubles.address(letter)})
    if form.validate_on_submit():
        with form.refusals(), transaction():
            by, at = current.person(), clock.now()
            letter = letters.letter(number, by, at)
            _reach(letter, form.email.data or "", by=by, at=at)
            flash(_("On its way again to %(address)s.", address=troubles.address(letter)))
            return redirect(url_for(".unreached"), 303)
    return _shown(letters.letter(number, current.person(), clock.now()), form)


def _shown(letter: Outgoing, form: AddressForm) -> tuple[str, int]:
    page = render_template(
        "courses/pages/reach.html",
        form=form,
        letter=letter,
        application=letters.application_of(letter.intent),
        activity=letters.activities_of([letter]).get(letter.id),
        why=troubles.why(letter),
    )
    return page, form.status


def _reach(letter: Outgoing, email: str, *, by: Person, at: datetime) -> None:
    if email_key(email) != email_key(troubles.address(letter)):
        _correct(letter, email, by=by, at=at)
    troubles.send_again(letter, at=at)
    audit.record("mail.send_again", letter, by=by, at=at)


def _correct(letter: Outgoing, email: str, *, by: Person, at: datetime) -> None:
    """Change the address of the person, and of her application; a stranger has only the latter."""
    intent = letter.intent
    if intent.person:
        people.correct_address(intent.person, email, by=by, at=at)
    else:
        intent.email = email
    if application := letters.application_of(intent):
        registration.correct_address(application, email, by=by, at=at)
