"""What was made from files, for whoever may have the files: pictures, lighter ones, text."""

from flask import Blueprint, Response, abort, redirect, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from courses.materials import access, lasting
from courses.materials.demand import counting
from courses.materials.derived import queries
from courses.materials.derived.models import Kind
from turin import storage
from turin.access import public
from turin.people import current
from turin.storage.downloads import send
from turin.web import localized

pages = localized("text_editions", __name__)
downloads = Blueprint("derived", __name__)
pages.register_error_handler(access.SignInFirst, lasting.sign_in_first)
downloads.register_error_handler(access.SignInFirst, lasting.sign_in_first)
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


@downloads.get("/dl/<string(length=12):digest>/<string(length=12):made>/<name>")
@public
def download(digest: str, made: str, name: str) -> Answer:
    """Send what was made from a file to whoever is in the audience of the file itself."""
    found = access.file(digest, name, asked_by=lasting.reader)
    one = queries.made_as(found.sha256, made) or abort(404)
    if one.kind is Kind.LIGHT and not found.open_to_all and (address := lasting.address()):
        return redirect(address, 302)
    name_and_form = one.called(found.name)
    response = send(one.sha256 or abort(404), *name_and_form, to_anybody=found.open_to_all)
    if one.kind is Kind.LIGHT and counting.counts(response):
        counting.fetched([found.file_id])
    return response


@pages.get("/library/text/<string(length=12):digest>/<name>")
@public
def text(digest: str, name: str) -> Response:
    """Show the text-only edition of a file, under a page of the fewest octets."""
    found = access.file(digest, name, asked_by=current.someone)
    one = queries.made(found.sha256, Kind.TEXT) or abort(404)
    with storage.opened(one.sha256 or abort(404)) as file:
        words = file.read().decode()
    page = Response(
        render_template(
            "courses/materials/text.html",
            file=queries.file(found.file_id) or abort(404),
            words=Markup(words),  # noqa: S704 - written by `edition.html`, which escapes
        )
    )
    page.headers["Content-Security-Policy"] = POLICY
    kept = "public, max-age=300" if found.open_to_all else "private, no-store"
    page.headers["Cache-Control"] = kept
    if counting.counts(page):
        counting.fetched([found.file_id])
    return page
