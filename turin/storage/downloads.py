"""Sending a file: a stored one with a strong tag and ranges for resuming, or one made just now.

What is sent is never shown inside our pages: always as an attachment, with a policy of its own, so
that a file with a script in it stays a file.
"""

import logging

from flask import Response, abort, current_app, request

from turin.config import Settings
from turin.storage import ranges
from turin.storage.files import found, opened
from turin.storage.names import attachment
from turin.storage.stores import Gone, Kept, Store
from turin.storage.stretch import Stretch

log = logging.getLogger(__name__)
TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "png": "image/png",
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
A_YEAR = 31_536_000
A_DAY = 86_400
# What default-src does not speak for is named: no form goes out, no page frames the file.
NOTHING_ALLOWED = (
    "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def send(sha256: str, name: str, form: str, *, to_anybody: bool) -> Response:
    """Answer with the file of that hash, whole or in the range asked for.

    ``form`` is one of `TYPES`. What anybody may have is kept by caches for good, since its address
    changes with its content; the rest is not kept. Whoever calls this has looked whether the reader
    may have it. Aborts with 404 if the file is gone, which somebody has to look into: rows tell of
    stored files alone.
    """
    keep = f"public, max-age={A_YEAR}, immutable" if to_anybody else "private, no-store"
    headers = {
        "Content-Type": TYPES[form],
        "Content-Disposition": attachment(name),
        "Cache-Control": keep,
    }
    try:
        store, kept = found(sha256)
        return _sent_by_bucket(store, sha256, headers) or _sent(store, kept, headers)
    except Gone:
        log.error("a stored file is gone: %s", sha256)  # noqa: TRY400 - there is nothing to trace
        abort(404)


def _sent_by_bucket(store: Store, sha256: str, headers: dict[str, str]) -> Response | None:
    """Send the browser to the bucket, if that is wanted.

    Scripts of ours may not read from there; they get the file from here.
    """
    by_itself = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if request.method != "GET" or not by_itself:
        return None
    address = store.address(sha256, A_DAY, headers)
    if address is None:
        return None
    return Response(status=302, headers={"Location": address, "Cache-Control": "no-store"})


def _sent(store: Store, kept: Kept, headers: dict[str, str]) -> Response:
    """Send the file, or have nginx send it, unless the reader has it or wants another.

    Why it is not sent is kept by no cache: it is no answer to the next who asks.
    """
    response = Response(headers=headers | {"Content-Security-Policy": NOTHING_ALLOWED})
    response.set_etag(kept.sha256)
    if request.if_match and not request.if_match.contains(kept.sha256):
        response.status_code = 412
        response.headers["Cache-Control"] = "no-store"
    elif request.if_none_match.contains_weak(kept.sha256):
        response.status_code = 304
    else:
        _fill(response, store, kept)
    return response


def _fill(response: Response, store: Store, kept: Kept) -> None:
    """Put the file into the answer, or the part of it that is asked for."""
    try:
        part = ranges.asked(_range(response.headers["ETag"]), kept.size)
    except ranges.Unsatisfiable:
        response.status_code = 416
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Range"] = f"bytes */{kept.size}"
        return
    if location := _of_nginx(store, kept.sha256):
        response.headers["X-Accel-Redirect"] = location
        return
    response.accept_ranges = "bytes"
    start, stop = part or (0, kept.size)
    if part:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{kept.size}"
    if request.method != "HEAD":
        response.response = Stretch(opened(kept.sha256, start, stop), stop - start)
        response.direct_passthrough = True
    response.content_length = stop - start


def _of_nginx(store: Store, sha256: str) -> str | None:
    """Return where nginx finds the file, if it is to send it, whole or in parts.

    It knows our tag too late to compare it with If-Match, and would refuse what is asked for.
    """
    settings: Settings = current_app.extensions["settings"]
    if store.name != "folder" or not settings.accel or request.if_match:
        return None
    return f"{settings.accel}/{sha256[:2]}/{sha256}"


def _range(tag: str) -> str | None:
    """Return the range asked for, if it is one of the file that we have; only GET knows ranges."""
    if request.method != "GET" or request.headers.get("If-Range", tag) != tag:
        return None
    return request.headers.get("Range")


def made(body: bytes, name: str, content_type: str) -> Response:
    """Answer with a file that was made just now, under ``name``."""
    response = Response(body, content_type=content_type)
    response.headers["Content-Disposition"] = attachment(name)
    response.headers["Content-Security-Policy"] = NOTHING_ALLOWED
    return response
