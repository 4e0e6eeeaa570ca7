"""Two addresses for machines, which ask if the process is there and if the site is ready."""

from typing import Any

from flask import Blueprint, request

from turin import clock
from turin.access import Permission, public
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


def _may_know() -> bool:
    if request.remote_addr in LOOPBACK:  # which a proxy may also call "unknown"
        return True
    someone = current.someone()
    return someone is not None and someone.may(Permission.ADMINISTER)
