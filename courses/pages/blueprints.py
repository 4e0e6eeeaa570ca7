"""Every capability's pages: the list of what there is."""

from flask import Flask

from courses.activities import routes as activities
from courses.attendance import routes as attendance
from courses.certificates import routes as certificates
from courses.materials import routes as materials
from courses.registration import routes as registration
from courses.schedule import routes as schedule


def register(app: Flask) -> None:
    """Add all pages to the application."""
    for pages in (
        activities.pages,
        schedule.pages,
        registration.pages,
        registration.staff,
        materials.pages,
        materials.downloads,
        attendance.pages,
        certificates.staff,
        certificates.mine,
        certificates.verification,
    ):
        app.register_blueprint(pages)
