"""What the reader is told when something goes wrong: a sentence in her language and a way on."""

import logging
import math
import time

from flask import Flask, Response, g, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, SecurityError

from turin.db.transaction import abandon
from turin.web.limits import limiter

log = logging.getLogger(__name__)
WITH_A_PAGE = {400, 403, 404, 405, 413, 429, 503}
KEPT_HEADERS = ("Allow", "Content-Range", "Retry-After")
BUSY_FOR = 5  # seconds after which to try again


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _told)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(NoConnection, _busy)
    app.register_error_handler(Exception, _broken)


def typed() -> list[tuple[str, str]]:
    """Return what the reader sent, to be shown again; passwords are not, and files cannot be."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]


def _told(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    known = code if code in WITH_A_PAGE else 404 if code < 500 else 500
    response = make_response(render_template(f"errors/{known}.html", error=error), code)
    for name, value in error.get_headers():
        if name in KEPT_HEADERS:
            response.headers[name] = value
    return response


def _unknown_host(_error: SecurityError) -> Response:
    """Answer in plain words: a page has links, and a link needs to know the host."""
    return Response("This is not an address of ours.\n", 400, mimetype="text/plain")


def _too_often(_error: RateLimitExceeded) -> Response:
    limit = limiter.current_limit
    wait = max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 60
    page = render_template("errors/429.html", minutes=-(-wait // 60), typed=typed())
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(wait)
    return response


def _busy(error: Exception) -> Response:
    """Say so if a lock or a connection could not be had in time."""
    log.warning("%s found the database busy", _asked(), exc_info=error)
    _ask_nothing_more()
    response = make_response(render_template("errors/503.html"), 503)
    response.headers["Retry-After"] = str(BUSY_FOR)
    return response


def _broken(error: Exception) -> Response:
    log.error("%s failed", _asked(), exc_info=error)
    _ask_nothing_more()
    return make_response(render_template("errors/500.html"), 500)


def _asked() -> str:
    """Return what was asked for as a log may hold it: the address of a mailed link is a key."""
    return f"{request.method} {request.url_rule or 'no page'}"


def _ask_nothing_more() -> None:
    """Let the page be made without the database, which may be what has failed."""
    g.broken = True
    abandon()
