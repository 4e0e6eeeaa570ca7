"""The page on which somebody sees where she is signed in, and ends what is not hers."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from turin import clock
from turin.access import signed_in
from turin.db import transaction
from turin.people import current, operations, queries
from turin.web import localized
from turin.web.forms import Form, Press

Answer = Response | tuple[str, int]

pages = localized("sign_ins", __name__)


@pages.get("/me/sign-ins")
@signed_in
def sign_ins() -> Answer:
    """List where she is signed in."""
    return _listed(Press())


@pages.post("/me/sign-ins/<int:sign_in_id>/end")
@signed_in
def end(sign_in_id: int) -> Answer:
    """End one of her sign-ins; one that is over already, or not hers, stays as it is."""
    form = Press()
    if not form.validate_on_submit():
        return _listed(form)
    with transaction():
        operations.end_sign_in(current.person(), sign_in_id, at=clock.now())
    flash(_("That browser is signed out."))
    return redirect(url_for(".sign_ins"), 303)


@pages.post("/me/sign-ins/end-others")
@signed_in
def end_others() -> Answer:
    """End all her sign-ins but this one."""
    form = Press()
    if not form.validate_on_submit():
        return _listed(form)
    with transaction():
        operations.end_sign_ins(current.person(), at=clock.now(), spare=current.sign_in())
    flash(_("All other browsers are signed out."))
    return redirect(url_for(".sign_ins"), 303)


def _listed(form: Form) -> Answer:
    shown = render_template(
        "turin/people/sign_ins.html",
        form=form,
        found=queries.sign_ins(current.person(), clock.now()),
        here=current.sign_in(),
    )
    return shown, form.status
