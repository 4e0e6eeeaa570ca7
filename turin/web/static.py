"""Our own style sheets, scripts and fonts: small, read once, named by their hash, kept for ever."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from flask import Blueprint, Response, abort, request

from turin.access import public

FOLDER = Path(__file__).parents[1] / "static"
URL = re.compile(rb'(?<=url\(")([\w.-]+)(?="\))')  # what a style sheet loads, by its own hash
PACKED = {".woff2", ".png"}
IMMUTABLE = "public, max-age=31536000, immutable"

pages = Blueprint("static_files", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: plain, and packed once with the best that each coding can do."""

    kind: str
    digest: str
    bodies: dict[str, bytes]  # by content coding; "identity" always there


@cache
def shipped() -> frozenset[str]:
    """Return the names of the files that there are: what else is asked for touches no disk."""
    return frozenset(file.name for file in FOLDER.iterdir() if file.is_file())


@cache
def asset(name: str) -> Asset:
    """Return a file of the static folder. Raises KeyError if there is none."""
    path = FOLDER / name
    if name not in shipped():
        raise KeyError(name)
    body = path.read_bytes()
    if path.suffix == ".css":
        body = URL.sub(lambda found: static(found[1].decode()).encode(), body)
    bodies = {"identity": body}
    if path.suffix not in PACKED:
        bodies |= {"br": brotli.compress(body), "gzip": gzip.compress(body, 9, mtime=0)}
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(kind, hashlib.sha256(body).hexdigest()[:10], bodies)


def static(name: str) -> str:
    """Return the address of a static file, which changes with its content."""
    return f"/static/{asset(name).digest}/{name}"


@pages.get("/static/<digest>/<name>")
@public
def show(digest: str, name: str) -> Response:
    """Send a static file; an old address gives the new file, but not for ever."""
    try:
        found = asset(name)
    except KeyError:
        abort(404)
    coding = request.accept_encodings.best_match(list(found.bodies)) or "identity"
    response = Response(found.bodies[coding], mimetype=found.kind)
    if coding != "identity":
        response.headers["Content-Encoding"] = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = IMMUTABLE if digest == found.digest else "no-cache"
    return response
