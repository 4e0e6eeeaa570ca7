"""A holder's own certificates."""

from flask import Response, abort

from courses.certificates import access
from turin.access import signed_in
from turin.people import current
from turin.storage.downloads import send
from turin.web import localized

pages = localized("my_certificates", __name__)


@pages.get("/me/certificates/<number>.pdf")
@signed_in
def download(number: str) -> Response:
    """Send a valid certificate to its holder, and to nobody else."""
    found = access.own_certificate(number, held_by=current.person())
    return send(found.sha256 or abort(404), f"certificate-{number}.pdf", "pdf", to_anybody=False)
