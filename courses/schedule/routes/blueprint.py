"""Where the pages of the schedule hang."""

from flask import Blueprint

pages = Blueprint("schedule", __name__, url_prefix="/staff")
