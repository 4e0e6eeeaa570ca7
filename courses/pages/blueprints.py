"""Every capability's pages: the list of what there is."""

from flask import Flask

from courses.materials import routes as materials


def register(app: Flask) -> None:
    """Add all pages to the application."""
    for pages in (
        materials.pages,
        materials.downloads,
    ):
        app.register_blueprint(pages)
