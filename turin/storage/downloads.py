"""Sending a file: a stored one with a strong tag and ranges for resuming, or one made just now.

What is sent is never shown inside our pages: always as an attachment, with a policy of its own, so
that a file with a script in it stays a file.
"""

import logging

from flask import Response, abort, current_app, send_file

from turin.config import Settings
from turin.storage.folder import path

log = logging.getLogger(__name__)
TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "html": "text/html",
    "txt": "text/plain",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "mp4": "video/mp4",
}
A_YEAR = 31_536_000
# What default-src does not speak for is named: no form goes out, no page frames the file.
NOTHING_ALLOWED = (
    "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def send(sha256: str, name: str, form: str, *, to_anybody: bool) -> Response:
    """Answer with the file of that hash, whole or in the range asked for.

    ``form`` is one of `TYPES`. What anybody may have is kept by caches for good, since its address
    changes with its content; the rest is not kept. Aborts with 404 if the file is gone, which
    somebody has to look into: rows tell of stored files alone.
    """
    found = path(sha256)
    if not found.is_file():
        log.error("a stored file is gone: %s", found)
        abort(404)
    settings: Settings = current_app.extensions["settings"]
    response = send_file(
        found,
        mimetype=TYPES[form],
        as_attachment=True,
        download_name=name,
        conditional=not settings.accel,
        etag=sha256,
    )
    if response.headers.pop("X-Sendfile", None):  # nginx calls it otherwise, and sees to ranges
        response.headers["X-Accel-Redirect"] = f"{settings.accel}/{sha256[:2]}/{sha256}"
    keep = f"public, max-age={A_YEAR}, immutable" if to_anybody else "private, no-store"
    response.headers["Cache-Control"] = keep
    response.headers["Content-Security-Policy"] = NOTHING_ALLOWED
    return response


def made(body: bytes, name: str, content_type: str) -> Response:
    """Answer with a file that was made just now, under ``name``."""
    response = Response(body, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = NOTHING_ALLOWED
    return response
