"""What a participant finds on her page beside the application itself: her certificates."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from courses.certificates import queries as certificates
from courses.registration.models import Application
from courses.registration.papers import Paper


def certificates_of(application: Application) -> Iterator[Paper]:
    """Give a link to each certificate that stands and whose file is made."""
    if application.person is None:
        return
    for one in certificates.of_person(application.person):
        if one.application_id == application.id:
            href = url_for("my_certificates.download", number=one.number)
            yield _("Your certificate (PDF)"), href
