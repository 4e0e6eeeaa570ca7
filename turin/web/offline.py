"""What a reader's own device keeps for when it has no network, and the pages that say so.

The worker (``static/sw.js``) keeps opened public pages, by a list of what it may, and what she asks
it to keep. Nobody needs it: without scripts, or on a browser that has no such thing, nothing is
lost. Whatever is kept is public, so that somebody else's phone gives nothing away.
"""

import hashlib
from functools import cache

from flask import Blueprint, Response, render_template, request

from turin.access import public
from turin.web.blueprints import localized
from turin.web.headers import cache_publicly
from turin.web.static import asset

pages = localized("offline", __name__)
worker = Blueprint("worker", __name__)
SHOWN_WITH_PAGES = ("base.css", "app.js", "offline.js")


@cache
def script() -> bytes:
    """Return the worker, which is another whenever it, or what its own pages are made of, is."""
    body = asset("sw.js").bodies["identity"]
    digests = "".join(asset(name).digest for name in SHOWN_WITH_PAGES)
    version = hashlib.sha256(body + digests.encode()).hexdigest()[:10]
    return body.replace(b"VERSION", version.encode())


@worker.get("/sw.js")
@public
def show() -> Response:
    """Send the worker, from the root so that it may look after all pages."""
    response = Response(script(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(script()).hexdigest()[:16])
    response.make_conditional(request)
    return response


@pages.get("/offline")
@public
def kept() -> Response:
    """Show what is kept on this device, which only the device knows."""
    return cache_publicly(Response(render_template("turin/offline/kept.html")))


@pages.get("/no-connection")
@public
def none() -> Response:
    """Say that there is no connection: shown by the worker instead of a page that is not kept."""
    return cache_publicly(Response(render_template("turin/offline/none.html")))
