"""The pages on which a coordinator, or an administrator for her, names her deputy."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from turin import clock
from turin.access import Permission, requires
from turin.db import db, transaction
from turin.people import current
from turin.people.deputies import operations, queries
from turin.people.deputies.forms import DeputyForm
from turin.people.models import Deputy, Person
from turin.web.forms import Press

Answer = Response | tuple[str, int]

pages = Blueprint("deputies", __name__)


@pages.route("/staff/deputy", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def mine() -> Answer:
    """Say who stands in for the reader while she is away."""
    return _name(current.person().id, url_for(".mine"))


@pages.route("/admin/people/<int:person_id>/deputy", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def of(person_id: int) -> Answer:
    """Say who stands in for a coordinator, who may be too ill to say it herself."""
    return _name(person_id, url_for(".of", person_id=person_id))


@pages.post("/staff/deputy/<int:number>/end")
@requires(Permission.RUN_ACTIVITIES)
def end(number: int) -> Answer:
    """End it before its last day."""
    found = _hers(number)
    back = url_for(".mine") if found.person_id == current.person().id else _account(found.person)
    press = Press()
    if press.validate_on_submit():
        with press.refusals(), transaction():
            operations.end(_hers(number), by=current.person(), at=clock.now())
            flash(_("It is ended, and told by mail."))
            return redirect(back, 303)
    return _page(_hers(number).person, back, _form(found.person), press)


def _name(person_id: int, here: str) -> Answer:
    form = _form(_person(person_id))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            number, first, last = form.told()
            chosen, by, at = _person(number), current.person(), clock.now()
            made = operations.name(_person(person_id), chosen, first, last, by=by, at=at)
            flash(_("%(name)s stands in, and is told so by mail.", name=made.deputy.name))
            return redirect(here, 303)
    return _page(_person(person_id), here, form)


def _page(person: Person, here: str, form: DeputyForm, press: Press | None = None) -> Answer:
    page = render_template(
        "turin/people/deputy.html",
        person=person,
        form=press if press and press.failed else form,
        deputy_form=form,
        here=here,
        named=queries.named_by(person, clock.now()),
        standing_in=[one for one in person.stands_in if one.ends_at > clock.now()],
        press=press or Press(formdata=None),
    )
    return page, press.status if press else form.status


def _form(person: Person) -> DeputyForm:
    return DeputyForm(queries.eligible(person))


def _hers(number: int) -> Deputy:
    """Return one that the reader may end: who is away, or an administrator."""
    found, me = db.session.get(Deputy, number), current.person()
    if found is None or not (found.person_id == me.id or me.may(Permission.ADMINISTER)):
        abort(404)
    return found


def _person(person_id: int) -> Person:
    return db.session.get(Person, person_id) or abort(404)


def _account(person: Person) -> str:
    return url_for(".of", person_id=person.id)
