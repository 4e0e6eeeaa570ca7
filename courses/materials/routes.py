"""Downloads of the library's files; its pages are in `library`."""

from flask import Blueprint, Response

from courses.materials import access
from courses.materials.models import Audience
from turin.access import public
from turin.people import current
from turin.storage.downloads import send

downloads = Blueprint("downloads", __name__)


@downloads.get("/dl/<string(length=12):digest>/<name>")
@public
def download(digest: str, name: str) -> Response:
    """Send a file to whoever is in its audience; the rest is told that there is none."""
    found = access.file(digest, name, asked_by=current.someone)
    open_to_all = found.translation.edition.work.audience == Audience.ALL
    return send(found.sha256, found.name, found.format, to_anybody=open_to_all)
