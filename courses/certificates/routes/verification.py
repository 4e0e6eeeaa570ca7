"""Is this certificate real? Anyone may ask, with its number; nobody may list them."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courses.certificates import queries
from courses.certificates.drawing import Printed, written
from courses.certificates.models import Certificate
from courses.certificates.numbers import normalised
from turin.access import public
from turin.web.forms import tidy
from turin.web.limits import limiter

pages = Blueprint("verification", __name__)
limiter.limit("60 per minute")(pages)

LONGEST = 100  # of what is typed: a number with all the spaces that people put into it


@pages.get("/v")
@public
def ask() -> ResponseReturnValue:
    """Ask for a number, and go on to what it certifies."""
    typed = _tidy(request.args.get("number", ""))
    if found := queries.numbered(normalised(typed)):
        return redirect(url_for(".verify", number=found.number), 303)
    if typed:
        return _unknown(typed)
    return _private(render_template("courses/certificates/ask.html"))


@pages.get("/V/<number>")  # the code holds the address in capitals
@pages.get("/v/<number>")
@public
def verify(number: str) -> ResponseReturnValue:
    """Say what a certificate certifies and whether it is valid, as a page or as JSON."""
    found = queries.numbered(normalised(_tidy(number)))
    if found is None:
        return _unknown(_tidy(number))
    if _asks_for_json():
        return _private(jsonify(_as_json(found)))
    printed = Printed.from_json(found.printed)
    page = render_template(
        "courses/certificates/verify.html",
        certificate=found,
        printed=printed,
        written=written(printed),
    )
    return _private(page)


def _tidy(typed: str) -> str:
    """Return what was typed as it can be shown again."""
    return (tidy(typed) or "")[:LONGEST]


def _asks_for_json() -> bool:
    offered = ["text/html", "application/json"]
    return request.accept_mimetypes.best_match(offered) == "application/json"


def _unknown(typed: str) -> Response:
    """Say that no certificate has this number, and what to do next."""
    if _asks_for_json():
        return _private(jsonify(number=normalised(typed), state="unknown"), 404)
    return _private(render_template("courses/certificates/unknown.html", typed=typed), 404)


def _as_json(certificate: Certificate) -> dict[str, object]:
    successor = certificate.replaced_by
    return {
        "number": certificate.number,
        "state": certificate.state,
        "ended_at": certificate.ended_at and certificate.ended_at.isoformat(),
        "replaced_by": successor.number if successor and successor.sha256 else None,
        "printed": certificate.printed,
    }


def _private(body: str | Response, status: int = 200) -> Response:
    """Answer with what nobody may keep and no search engine may list."""
    response = body if isinstance(body, Response) else Response(body, mimetype="text/html")
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.vary.add("Accept")
    return response
