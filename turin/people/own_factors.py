"""Where somebody sets up, and takes away, what is asked of her besides password and mailbox."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from turin import clock
from turin.access import signed_in
from turin.db import transaction
from turin.people import browsers, current, factors, operations, passkey_sign_in, tries
from turin.people.factor_forms import ConfirmForm, NewPasskeyForm
from turin.people.factors import codes, passkeys, recovery
from turin.people.models import Person
from turin.web import localized
from turin.web.forms import Form, Press

Answer = Response | str | tuple[str, int]
View = Callable[..., Answer]

pages = localized("factors", __name__)


def freshly(view: View) -> View:
    """Have her sign in once more if that was a while ago: a browser may have been left open."""

    @wraps(view)
    def asked(**values: Any) -> Answer:
        if current.just_arrived(clock.now()):
            return view(**values)
        flash(_("You signed in a while ago. To change this, sign in once more."))
        return redirect(url_for("people.sign_in", next=url_for("factors.overview")), 303)

    return asked


@pages.get("/me/second-step")
@signed_in
def overview() -> Answer:
    """Show what she has set up."""
    return _page(Press())


@pages.post("/me/second-step/codes/begin")
@signed_in
@freshly
def begin_codes() -> Answer:
    """Make the secret that her app is to be told."""
    form = Press()
    if not form.validate_on_submit():
        return _page(form)
    with transaction():
        codes.begin(current.person(), at=clock.now())
    return redirect(url_for(".confirm_codes"), 303)


@pages.route("/me/second-step/codes", methods=["GET", "POST"])
@signed_in
@freshly
def confirm_codes() -> Answer:
    """Show the secret, and take the first code of her app."""
    person, form, at = current.person(), ConfirmForm(), clock.now()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                tried = tries.code(person, at)
            with transaction():
                codes.confirm(person, form.data["code"], at=at)
                tries.was_right(tried)
                return _set_up(person)
    secret = codes.begun(person)
    if secret is None:
        return _page(form)
    address = codes.address(person, secret)
    shown = render_template(
        "turin/people/codes.html",
        form=form,
        secret=secret,
        address=address,
        code=_drawn(address),
    )
    return shown, form.status


@pages.post("/me/second-step/codes/remove")
@signed_in
@freshly
def remove_codes() -> Answer:
    """Ask for no codes of an app any more."""
    form, person = Press(), current.person()
    if not form.validate_on_submit():
        return _page(form)
    with transaction():
        codes.remove(person, at=clock.now())
        factors.left_without(person)
    flash(_("We no longer ask for codes of your app."))
    return redirect(url_for(".overview"), 303)


@pages.post("/me/second-step/passkeys/options")
@signed_in
@freshly
def passkey_options() -> Answer:
    """Give the browser's script what it needs to make a passkey."""
    form = Press()
    if not form.validate_on_submit():
        return "", form.status
    with transaction():
        asked = passkeys.ask_to_make(current.person(), passkey_sign_in.site(), at=clock.now())
        return passkey_sign_in.asked(*asked)


@pages.post("/me/second-step/passkeys")
@signed_in
@freshly
def add_passkey() -> Answer:
    """Keep the passkey that her browser has made."""
    form, person, at = NewPasskeyForm(), current.person(), clock.now()
    if form.validate_on_submit():
        told, site = form.data, passkey_sign_in.site()
        with form.refusals():
            challenge = passkey_sign_in.spend(person)
            with transaction():
                passkeys.add(person, site, challenge, told["answer"], name=told["name"], at=at)
                return _set_up(person)
    return _page(form)


@pages.post("/me/second-step/passkeys/<int:passkey_id>/remove")
@signed_in
@freshly
def remove_passkey(passkey_id: int) -> Answer:
    """Take one of her passkeys no more."""
    form, person = Press(), current.person()
    if not form.validate_on_submit():
        return _page(form)
    with transaction():
        passkeys.remove(person, passkey_id, at=clock.now())
        factors.left_without(person)
    flash(_("The passkey is removed. Delete it on its device too."))
    return redirect(url_for(".overview"), 303)


@pages.post("/me/second-step/recovery")
@signed_in
@freshly
def renew_recovery() -> Answer:
    """Show ten new recovery codes, once."""
    form, person = Press(), current.person()
    if not form.validate_on_submit() or not factors.has(person):
        return _page(form)
    with transaction():
        return _shown_once(recovery.renew(person, at=clock.now()))


def _set_up(person: Person) -> Answer:
    """End her sign-ins that went without it, and show recovery codes if she has none yet."""
    at = clock.now()
    operations.end_sign_ins(person, at=at, spare=current.sign_in())
    flash(_("From now on we ask for it when you sign in."))
    if factors.held(person).recovery_codes:
        return redirect(url_for(".overview"), 303)
    return _shown_once(recovery.renew(person, at=at))


def _shown_once(made: list[str]) -> str:
    return render_template("turin/people/recovery.html", codes=made)


def _page(form: Form) -> Answer:
    person = current.person()
    if not isinstance(form, NewPasskeyForm):
        name = browsers.named(request.user_agent.string)
        new = NewPasskeyForm(formdata=None, name=name)
    else:
        new = form
    shown = render_template(
        "turin/people/factors.html",
        form=form,
        new=new,
        usable=passkey_sign_in.can_be_used(),
        held=factors.held(person),
        lacking=factors.lacking(person),
    )
    return shown, form.status


def _drawn(address: str) -> Markup:
    """Return the QR code as SVG, dark on white in any colours: apps read nothing else."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        scale=4, border=3, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - made of squares alone
