"""The pages on which administrators look after accounts: who may do what, and who may come in."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.db.paging import page
from turin.people import current, factors, operations, queries
from turin.people.forms import RoleForm, deed
from turin.people.models import Person, Role
from turin.web.forms import Form, Press

Answer = Response | tuple[str, int]

pages = Blueprint("accounts", __name__, url_prefix="/admin/people")


@pages.get("")
@requires(Permission.ADMINISTER)
def people() -> str:
    """List the persons whose name or address holds what is asked for."""
    query = request.args.get("q", "")[:200].strip()
    found = page(queries.people(query), request.args.get("page", 1, type=int))
    return render_template("turin/people/accounts.html", found=found, query=query)


@pages.get("/<int:person_id>")
@requires(Permission.ADMINISTER)
def person(person_id: int) -> Answer:
    """Show one account."""
    return _account(_person(person_id), RoleForm())


@pages.post("/<int:person_id>/roles")
@requires(Permission.ADMINISTER)
def grant(person_id: int) -> Answer:
    """Give her a role."""
    person, form = _person(person_id), RoleForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.grant(person, form.data["role"], by=current.person(), at=clock.now())
            flash(_("%(name)s has a new role.", name=person.name))
            return _back(person)
    return _account(person, form)


@pages.post(f"/<int:person_id>/roles/<any({','.join(Role)}):role>/revoke")
@requires(Permission.ADMINISTER)
def revoke_role(person_id: int, role: str) -> Answer:
    """Take a role from her."""
    person, form = _person(person_id), Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.revoke_role(person, Role(role), by=current.person(), at=clock.now())
            flash(_("%(name)s has one role less.", name=person.name))
            return _back(person)
    return _account(person, form)


@pages.post("/<int:person_id>/disable")
@requires(Permission.ADMINISTER)
def disable(person_id: int) -> Answer:
    """Close her account."""
    person, form = _person(person_id), Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.disable(person, by=current.person(), at=clock.now())
            flash(_("The account of %(name)s is closed and signed out.", name=person.name))
            return _back(person)
    return _account(person, form)


@pages.post("/<int:person_id>/enable")
@requires(Permission.ADMINISTER)
def enable(person_id: int) -> Answer:
    """Open her account again."""
    person, form = _person(person_id), Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.enable(person, by=current.person(), at=clock.now())
            flash(_("The account of %(name)s is open again.", name=person.name))
            return _back(person)
    return _account(person, form)


@pages.post("/<int:person_id>/reset-second-step")
@requires(Permission.ADMINISTER)
def reset_second_step(person_id: int) -> Answer:
    """Do away with her second factors, who has lost them all."""
    person, form = _person(person_id), Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            operations.reset_second_factor(person, by=current.person(), at=clock.now())
            flash(
                _(
                    "%(name)s now signs in without a second step.",
                    name=person.name,
                )
            )
            return _back(person)
    return _account(person, form)


def _person(person_id: int) -> Person:
    return db.session.get(Person, person_id) or abort(404)


def _back(person: Person) -> Response:
    return redirect(url_for(".person", person_id=person.id), 303)


def _account(person: Person, form: Form) -> Answer:
    shown = render_template(
        "turin/people/account.html",
        person=person,
        form=form,
        role_form=form if isinstance(form, RoleForm) else RoleForm(formdata=None),
        second_step=factors.has(person),
        deeds=[(entry.at, deed(entry), name) for entry, name in queries.deeds_about(person)],
    )
    return shown, form.status
