"""Addresses for machines: is the process there, is the site ready, how does it do."""

from hmac import compare_digest
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST

from turin import clock
from turin.access import Permission, public
from turin.config import Settings
from turin.health import metrics
from turin.health.checks import problems
from turin.people import current

LOOPBACK = {"127.0.0.1", "::1"}

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@public
def alive() -> dict[str, bool]:
    """Say that this process answers; nothing else is looked at."""
    return {"alive": True}


@pages.get("/readyz")
@public
def ready() -> tuple[dict[str, Any], int]:
    """Say whether the site can serve: 200, or 503. Why not is for this machine and administrators.

    The reasons are words: ``database``, ``schema``, ``mail`` (the oldest has waited for too long),
    ``beat`` (silent).
    """
    found = problems(clock.now())
    answer: dict[str, Any] = {"ready": not found}
    if _may_know():
        answer["problems"] = found
    return answer, 503 if found else 200


@pages.get("/metrics")
@public
def figures() -> Response:
    """Give Prometheus its figures, on this machine or to who has the token; 404 for all others."""
    settings: Settings = current_app.extensions["settings"]
    if not _on_this_machine() and not _has_token(settings.metrics_token):
        abort(404)
    text = metrics.text(clock.now(), together=settings.metrics_folder is not None)
    return Response(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _on_this_machine() -> bool:
    """Whether it was asked from here, and not through a proxy that is here."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.remote_addr in LOOPBACK and not forwarded  # a proxy may call it "unknown"


def _has_token(token: str) -> bool:
    given = request.authorization
    if not token or given is None or given.type != "bearer":
        return False
    return compare_digest((given.token or "").encode(), token.encode())


def _may_know() -> bool:
    if _on_this_machine():
        return True
    someone = current.someone()
    return someone is not None and someone.may(Permission.ADMINISTER)
