"""Downloads of the library's files; its pages are in `library`."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from courses.materials import access, lasting
from courses.materials.demand import counting
from courses.materials.joining import noting as joining
from turin.access import public
from turin.storage.downloads import send

downloads = Blueprint("downloads", __name__)
downloads.register_error_handler(access.SignInFirst, lasting.sign_in_first)


@downloads.get("/dl/<string(length=12):digest>/<name>")
@public
def download(digest: str, name: str) -> Response:
    """Send a file to whoever is in its audience; the rest is told that there is none."""
    found = access.file(digest, name, asked_by=lasting.reader)
    if not found.open_to_all and (address := lasting.address()):
        return redirect(address, 302)
    noted = joining.noted(found.work_id, request.args.get("for", ""), lasting.reader)
    open_to_all = found.open_to_all and noted is None
    response = send(found.sha256, found.name, found.format, to_anybody=open_to_all)
    if counting.counts(response):
        counting.fetched([found.file_id])
        joining.fetched(found.work_id, noted)
    return response
