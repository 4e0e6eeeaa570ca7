"""Downloads of the library's files; its pages are in `library`."""

from flask import Blueprint, Response, request

from courses.materials import access
from courses.materials.demand import counting
from courses.materials.joining import noting as joining
from turin.access import public
from turin.people import current
from turin.storage.downloads import send

downloads = Blueprint("downloads", __name__)


@downloads.get("/dl/<string(length=12):digest>/<name>")
@public
def download(digest: str, name: str) -> Response:
    """Send a file to whoever is in its audience; the rest is told that there is none."""
    found = access.file(digest, name, asked_by=current.someone)
    noted = joining.noted(found.work_id, request.args.get("for", ""), current.someone)
    open_to_all = found.open_to_all and noted is None
    response = send(found.sha256, found.name, found.format, to_anybody=open_to_all)
    if counting.counts(response):
        counting.fetched([found.file_id])
        joining.fetched(found.work_id, noted)
    return response
