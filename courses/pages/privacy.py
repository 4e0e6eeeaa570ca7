"""The page that says what we hold about people."""

from flask import Response, current_app, render_template

from courses.pages.public import pages
from turin.access import public
from turin.web.headers import cache_publicly


@pages.get("/privacy")
@public
def privacy() -> Response:
    """Say what we ask, who sees it and how long we keep it."""
    reply_to = current_app.extensions["settings"].reply_to
    return cache_publicly(
        Response(render_template("courses/pages/privacy.html", reply_to=reply_to))
    )
