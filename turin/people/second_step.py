"""The step after the password or the mailed link, for who has a second factor."""

from collections.abc import Sequence
from datetime import datetime

from flask import flash, render_template
from flask_babel import ngettext
from werkzeug.wrappers import Response

from turin import clock
from turin.access import public
from turin.db import transaction
from turin.people import entering, factors, passkey_sign_in, tries
from turin.people.factor_forms import CodeForm, PasskeyForm
from turin.people.factors import codes, recovery
from turin.people.models import Person
from turin.web import localized

Answer = Response | tuple[str, int]
FEW = 3

pages = localized("second_step", __name__)


@pages.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> Answer:
    """Ask for a code of her app, or for a recovery code."""
    at, form = clock.now(), CodeForm()
    persons, wanted = entering.waiting(entering.IS, at)
    if persons and form.validate_on_submit():
        with form.refusals():
            with transaction():
                tried = tries.code(persons[0], at)
            with transaction():
                _take(persons[0], form.data["code"], at)
                tries.was_right(tried)
                answer = entering.arrive(persons[0], wanted, at)
            _tell_if_few_are_left(persons[0])
            return answer
    shown = render_template(
        "turin/people/second_step.html",
        form=form,
        waits=bool(persons),
        passkey=_passkey(persons, wanted),
    )
    return shown, form.status if persons else 410


def _passkey(persons: Sequence[Person], wanted: str) -> PasskeyForm | None:
    """Return the form for a passkey, if she has one that can be used here."""
    if not persons or not passkey_sign_in.can_be_used() or not factors.held(persons[0]).passkeys:
        return None
    return PasskeyForm(formdata=None, next=wanted)


def _take(person: Person, typed: str, at: datetime) -> None:
    """Take what she typed: digits alone are of her app. Raises WrongCode."""
    if len(codes.plain(typed)) == len(typed.replace(" ", "")):
        codes.use(person, typed, at=at)
    else:
        recovery.use(person, typed, at=at)


def _tell_if_few_are_left(person: Person) -> None:
    left = factors.held(person).recovery_codes
    if left <= FEW:
        flash(
            ngettext(
                "You have %(num)s recovery code left. Make new ones on your profile.",
                "You have %(num)s recovery codes left. Make new ones on your profile.",
                left,
            )
        )
