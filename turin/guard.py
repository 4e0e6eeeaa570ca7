"""The guard: before every request it asks what the route declares; nothing declared is closed."""

from typing import NoReturn

from flask import (
    Flask,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from turin.access import ForOthers, Permission, declared
from turin.people import current, factors
from turin.people.models import Person, who_may
from turin.web.error_pages import typed

SAFE = {"GET", "HEAD", "OPTIONS"}
KNOWN_OF = {Permission.WORK_ON_ACTIVITIES, Permission.RUN_ACTIVITIES, Permission.SEE_FIGURES}


def init_app(app: Flask) -> None:
    """Check every request."""
    app.before_request(check)


def check() -> Response | None:
    """Let the request pass, send its sender to the sign-in, or say that there is nothing here.

    Who is signed in without the permission gets 404: what she may not see is not there for her.
    Who works on activities or sees their figures knows of those pages, and is told whose they are.
    """
    if request.endpoint is None:
        return None
    if _holds_nul() or (request.method not in SAFE and _from_another_site()):
        abort(400)
    says, permission = declared(current_app.view_functions[request.endpoint])
    if not says:
        abort(404)
    if permission is None:
        return None
    if (someone := current.someone()) is None:
        return _sign_in_first()
    if not someone.may(permission):
        _turn_away(someone, permission)
    return _second_factor_first(someone, permission)


def _turn_away(someone: Person, permission: Permission) -> NoReturn:
    """End the request. Whether what she asked for exists is not looked at, so nothing tells it."""
    if permission in KNOWN_OF and someone.may(Permission.SEE_PLAN):
        roles = [role.label for role in who_may(permission)]
        raise ForOthers("", roles)
    abort(404)


def _second_factor_first(someone: Person, permission: Permission) -> Response | None:
    """Lead who needs a second factor and has none to where she sets it up.

    Who has one was asked for it when she signed in.
    """
    for_staff = permission is not Permission.SIGNED_IN or request.path.startswith("/staff")
    if not for_staff or not factors.lacking(someone):
        return None
    return redirect(url_for("factors.overview"), 303)


def _holds_nul() -> bool:
    """Whether the address holds a NUL: no reader types one, and PostgreSQL takes none in a text."""
    return "\0" in request.path or b"%00" in request.query_string


def _from_another_site() -> bool:
    """Whether a browser says that another site's page sent this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host


def _sign_in_first() -> Response:
    """Go to the sign-in and come back; what was typed is shown again so that it can be sent."""
    if request.method in SAFE:
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")), 303)
    return make_response(render_template("errors/resend.html", typed=typed()), 401)
