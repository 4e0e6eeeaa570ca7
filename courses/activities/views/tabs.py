"""The views of a reader above a list: what everybody has, and what she saved."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from courses.activities.views import queries, rules
from courses.activities.views.models import SavedView, Shown
from turin.people.models import Person

COMING = "when=coming"
PAGES = {Shown.LIST: "activities.activities", Shown.YEAR: "year.calendar"}


def address(view: SavedView) -> str:
    """Return where a view is shown."""
    page = url_for(PAGES[view.shown])
    return f"{page}?{view.asked}" if view.asked else page


def tabs(person: Person, shown: Shown) -> list[dict[str, Any]]:
    """Return the tabs above a page that is ``shown`` now."""
    asked = rules.asked(shown, request.args.items(multi=True))
    every = [
        (_("Coming and running"), url_for(PAGES[Shown.LIST], when="coming"), Shown.LIST, COMING),
        (_("The year at a glance"), url_for(PAGES[Shown.YEAR]), Shown.YEAR, ""),
    ]
    hers = [(one.name, address(one), one.shown, one.asked) for one in queries.of(person)]
    return [
        {"label": label, "href": href, "current": (of, query) == (shown, asked)}
        for label, href, of, query in [*every, *hers]
    ]
