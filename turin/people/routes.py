"""Signing in and out, and one's own account."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from turin import clock
from turin.access import public, signed_in
from turin.db import transaction
from turin.people import (
    credentials,
    current,
    demonstration,
    entering,
    landing,
    links,
    operations,
    passkey_sign_in,
    queries,
    tries,
)
from turin.people.forms import ChooseForm, PasswordForm, ProfileForm, SignInForm
from turin.people.models import Person
from turin.web import limits, localized
from turin.web.forms import Press

Answer = Response | tuple[str, int]

pages = localized("people", __name__)


@pages.route("/sign-in", methods=["GET", "POST"])
@public
@limits.sign_in
@limits.mail_link
def sign_in() -> Answer:
    """Let somebody in by her password, or mail her a link."""
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        typed, at = form.data, clock.now()
        if form.wants_link:
            return _mail_link(typed["email"], typed["next"])
        with form.refusals():
            with transaction():
                tries.password(typed["email"], at)
            found = credentials.whose(typed["email"], typed["password"])
            with transaction():
                tries.forgive(typed["email"])
                operations.renew_hashes(found, typed["password"])
                return entering.enter(found, typed["next"], at)
    shown = render_template(
        "turin/people/sign_in.html",
        form=form,
        passkey=passkey_sign_in.can_be_used(),
        accounts=demonstration.accounts(),
    )
    return shown, form.status


def _mail_link(email: str, wanted: str) -> Response:
    with transaction():
        leads_to = wanted if landing.local(wanted) else ""
        operations.mail_link(email, leads_to=leads_to, at=clock.now())
    return redirect(url_for(".link_sent"), 303)


@pages.get("/sign-in/sent")
@public
def link_sent() -> str:
    """Say what to do now; it says the same whether the address is known or not."""
    return render_template("turin/people/link_sent.html")


@pages.route("/sign-in/<token>", methods=["GET", "POST"])
@public
def open_link(token: str) -> Answer:
    """Let in who opened the letter and presses the button: a mail scanner only opens."""
    form = Press()
    usable = links.usable(token, links.SIGN_IN, clock.now()) is not None
    if usable and form.validate_on_submit():
        at = clock.now()
        with form.refusals(), transaction():
            link = links.use(token, links.SIGN_IN, at)
            tries.forgive(link.email_key)
            return entering.enter(queries.of_mailbox(link.email_key), link.leads_to, at)
    shown = render_template("turin/people/open_link.html", form=form, usable=usable)
    return shown, form.status if usable else 410


@pages.route("/sign-in/who", methods=["GET", "POST"])
@public
def choose() -> Answer:
    """Ask which of the persons of one mailbox she is."""
    at, form = clock.now(), ChooseForm()
    found, wanted = entering.waiting(entering.MAY_BE, at)
    if not found:
        return render_template("turin/people/open_link.html", form=form, usable=False), 410
    form.person.choices = {str(person.id): person.name for person in found}
    if form.validate_on_submit():
        with transaction():
            chosen = next(person for person in found if person.id == form.person.data)
            return entering.enter([chosen], wanted, at)
    return render_template("turin/people/choose.html", form=form), form.status


@pages.route("/sign-out", methods=["GET", "POST"])
@public
def sign_out() -> Answer:
    """End the sign-in of this browser and have it forget what it kept."""
    form = Press()
    if not form.validate_on_submit():
        return render_template("turin/people/sign_out.html", form=form), form.status
    with transaction():
        current.leave(clock.now())
    response = redirect(url_for(".sign_in", left="yes"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@pages.route("/me/profile", methods=["GET", "POST"])
@signed_in
def profile() -> Answer:
    """Show and change how she is called and addressed."""
    person = current.person()
    form = ProfileForm(obj=person)
    if form.validate_on_submit():
        typed = form.data
        with transaction():
            operations.change_profile(
                person,
                name=typed["name"],
                certificate_name=typed["certificate_name"],
                language=typed["language"],
                zone=typed["zone"],
                by=person,
                at=clock.now(),
            )
        flash(_("Your profile is saved."))
        return redirect(url_for(".profile"), 303)
    return render_template("turin/people/profile.html", form=form, person=person), form.status


@pages.route("/me/password", methods=["GET", "POST"])
@signed_in
@limits.own_password
def change_password() -> Answer:
    """Set a password, which ends her sign-ins on other browsers."""
    person, at = current.person(), clock.now()
    form = PasswordForm()
    if not person.password_hash or current.just_arrived(at):
        del form.current
    if form.validate_on_submit():
        typed = form.data
        with form.refusals():
            if "current" in typed:
                _tell(person, typed["current"], at)
            with transaction():
                operations.set_password(person, typed["password"], by=person, at=at)
                operations.end_sign_ins(person, at=at, spare=current.sign_in())
            flash(_("Your password is set. Other browsers are signed out."))
            return redirect(url_for(".profile"), 303)
    return render_template("turin/people/password.html", form=form), form.status


def _tell(person: Person, password: str, at: datetime) -> None:
    """Have her show once more that it is she. Raises WrongPassword or TooManyTries."""
    with transaction():
        tries.password(person.email, at)
    credentials.check_own(person, password)
    with transaction():
        tries.forgive(person.email)
