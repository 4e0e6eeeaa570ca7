"""Smaller pages: brotli or gzip for what is text, was asked for by GET, and is all there.

The answer to a POST stays as it is, since it shows what was typed beside the form's token (BREACH);
files that people download are never touched, so that their ranges and strong tags hold.
"""

import gzip
from collections.abc import Callable
from functools import partial

import brotli
from flask import Flask, Response, request

TEXT = {"text/html", "text/plain", "text/css", "application/json", "text/javascript"}
FEWEST_OCTETS = 500
PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}


def init_app(app: Flask) -> None:
    """Compress what is worth it."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if request.method != "GET" or response.mimetype not in TEXT or not _whole(response):
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        if len(body) < FEWEST_OCTETS:
            return response
        if wanted := coding():
            response.set_data(PACK[wanted](body))
            response.headers["Content-Encoding"] = wanted
        return response


def coding() -> str:
    """Return the best coding that the browser takes, or nothing."""
    return request.accept_encodings.best_match(list(PACK)) or ""


def _whole(response: Response) -> bool:
    return (
        not response.is_streamed
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and "Content-Disposition" not in response.headers
    )
