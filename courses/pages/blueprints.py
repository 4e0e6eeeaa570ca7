"""Every capability's pages: the list of what there is."""

from flask import Flask

from courses.activities import routes as activities
from courses.certificates import routes as certificates
from courses.materials import routes as materials


def register(app: Flask) -> None:
    """Add all pages to the application."""
    for pages in (
        certificates.staff,
        certificates.mine,
        certificates.verification,
        materials.pages,
        materials.downloads,
        activities.pages,
    ):
        app.register_blueprint(pages)
