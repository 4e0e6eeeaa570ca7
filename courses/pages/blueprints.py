"""Every capability's pages: the list of what there is."""

from flask import Flask


def register(app: Flask) -> None:
    """Add all pages to the application."""
