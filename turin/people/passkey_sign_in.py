"""Signing in with a passkey, at the first step or at the second: it makes both."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app, render_template, request, session
from werkzeug.wrappers import Response

from turin import clock
from turin.access import public
from turin.config import Settings
from turin.db import transaction
from turin.people import entering, tries
from turin.people.factor_forms import PasskeyForm
from turin.people.factors import passkeys
from turin.people.factors.passkeys import Site
from turin.people.models import Person
from turin.web import limits, localized
from turin.web.forms import Press

Answer = Response | tuple[str, int]
ASKED = "passkey"  # in the cookie: the number of the challenge that this browser is to answer

pages = localized("passkeys", __name__)


def site() -> Site:
    """Return the address that passkeys are for.

    It is the one that people type. The demonstration answers at two, and the browser takes a
    passkey for a name alone: ``localhost``.
    """
    settings: Settings = current_app.extensions["settings"]
    origin = request.host_url.rstrip("/") if settings.demo else settings.public_url
    return Site(urlsplit(origin).hostname or "", origin)


def can_be_used() -> bool:
    """Whether browsers take passkeys here at all: not at an address of numbers."""
    try:
        ip_address(site().host)
    except ValueError:
        return True
    return False


def asked(number: int, options: str) -> Response:
    """Return the options for the browser's script, and remember which challenge it answers."""
    session[ASKED] = number
    return Response(options, mimetype="application/json")


def spend(person: Person | None) -> bytes:
    """Return the challenge that this browser was given, once. Raises PasskeyRefused."""
    with transaction():
        return passkeys.spend(session.pop(ASKED, 0), person, at=clock.now())


@pages.post("/sign-in/passkey/options")
@public
@limits.passkey
def options() -> Answer:
    """Give the browser's script a challenge."""
    form = Press()
    if not form.validate_on_submit():
        return "", form.status
    with transaction():
        return asked(*passkeys.ask_to_show(site(), at=clock.now()))


@pages.post("/sign-in/passkey")
@public
@limits.passkey
def sign_in() -> Answer:
    """Sign in whose passkey has answered."""
    form, at = PasskeyForm(), clock.now()
    if form.validate_on_submit():
        with form.refusals():
            challenge = spend(None)
            with transaction():
                person = passkeys.owner(site(), challenge, form.data["answer"], at=at)
                tries.forgive(person.email)
                return entering.arrive(person, form.data["next"], at)
    return render_template("turin/people/passkey.html", form=form), form.status
