"""Downloads that outlast a sign-in: over a thin line 30 MB take longer than an hour without a page.

Who is signed in and fetches what is not for everybody is sent on to the same address with a key: it
says which sign-in of hers it was, under our signature, and holds for this address alone. With it
the download goes on where the line broke, for two days, as long as she has not signed out there.
Whether she may have the file is asked each time, as it is then.
"""

from flask import redirect, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from courses.materials.access import SignInFirst
from turin.db import db
from turin.people import current, signing
from turin.people.models import Person, SignIn
from turin.web.blueprints import this_page

LASTS = 48 * 3600  # seconds


def reader() -> Person | None:
    """Return who asks for the download: whose key its address has, else who is signed in."""
    found = db.session.get(SignIn, number) if (number := _number()) else None
    if found is None or found.ended_at or found.person.disabled_at:
        return current.someone()
    return found.person


def address() -> str | None:
    """Return this address with a key, where a download begins by a sign-in alone."""
    if request.method != "GET" or request.range or _number():
        return None
    sign_in = current.sign_in()
    return this_page(key=_signer().dumps(sign_in.id)) if sign_in else None


def sign_in_first(closed: SignInFirst) -> Response:
    """Lead who is not signed in to the sign-in, and from there to the work's page."""
    page = url_for("materials.work", key=closed.work.key)
    return redirect(url_for("people.sign_in", next=page), 303)


def _number() -> int | None:
    """Return the sign-in that the key of this address names, if it is ours and not too old."""
    try:
        number = _signer().loads(request.args.get("key", ""), max_age=LASTS)
    except BadSignature:
        return None
    return int(number)


def _signer() -> URLSafeTimedSerializer:
    newest_last = list(reversed(signing.secret_keys()))  # as itsdangerous wants them
    return URLSafeTimedSerializer(newest_last, salt=f"download {request.path}")
