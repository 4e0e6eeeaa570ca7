"""What the reader is told when something goes wrong: a sentence in her language and a way on."""

import logging

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

log = logging.getLogger(__name__)
WITH_A_PAGE = {400, 404, 405, 413, 429, 503}

Answer = tuple[str, int]


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _told)
    app.register_error_handler(Exception, _broken)


def _told(error: HTTPException) -> Answer | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    known = code if code in WITH_A_PAGE else 404 if code < 500 else 500
    return render_template(f"errors/{known}.html"), code


def _broken(error: Exception) -> Answer:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return render_template("errors/500.html"), InternalServerError.code or 500
