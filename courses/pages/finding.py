"""The pages by which a reader finds a course: the list, and the short addresses."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.activities.rules import is_open
from courses.pages.addresses import address
from courses.pages.public import pages
from courses.registration import queries as registration
from turin import clock
from turin.access import public
from turin.countries import Region
from turin.db import search
from turin.language import reader
from turin.language.formats import autonym
from turin.organisations.models import Group
from turin.web.blueprints import this_page
from turin.web.headers import cache_publicly

short = Blueprint("short", __name__)
Choices = dict[str, list[tuple[str, str]]]


@short.get("/")
@public
def home() -> Answer:
    """Choose the reader's language."""
    answer = redirect(url_for("pages.courses", language=reader.asked_for().code))
    answer.vary.update(("Accept-Language", "Cookie"))
    return answer


@short.get("/c/<key>")
@public
def activity(key: str) -> Answer:
    """Go from an address that is short enough for a text message to the page."""
    found = activities.published(key) or abort(404)
    return redirect(address(found, language=reader.asked_for().code))


@pages.get("/")
@public
def front() -> Answer:
    """Go from the bare language to its courses."""
    return redirect(url_for("pages.courses"), 301)


@pages.get("/courses")
@public
def courses() -> Response:
    """List what is coming and the courses without dates, or what is past."""
    filters = filters_asked_for()
    now = clock.now()
    today = now.date()
    number = request.args.get("page", 1, type=int)
    found, near = search.nearest(
        "activity", filters.q, lambda q: activities.listed(replace(filters, q=q), today, number)
    )
    choices = _choices()
    chosen = _chosen(filters, choices)
    whole = replace(filters, q="", theme="") == activities.Filters()
    page = render_template(
        "courses/pages/courses.html",
        found=found,
        near=near,
        hits=search.spoken("activity", [row.id for row in found.rows], filters.q),
        filters=filters,
        choices=choices,
        chosen=chosen,
        seats_left=registration.seats_left(found.rows),
        undated=activities.without_dates(today, filters.q, filters.theme) if whole else [],
        is_open=lambda row: is_open(row, now),
        address=address,
        page_href=lambda number: this_page(page=number),
    )
    return cache_publicly(Response(page))


def filters_asked_for(*, past: bool | None = None) -> activities.Filters:
    """Return what the address asks of the list; ``past`` if that is not asked."""
    asked = request.args
    return activities.Filters(
        q=asked.get("q", "")[:200].strip(),
        theme=asked.get("theme", "")[:60],
        language=asked.get("lang", "")[:8],
        region=asked.get("region", "")[:30],
        group=asked.get("group", "")[:20],
        open=asked.get("open") == "1",
        past=asked.get("when") == "past" if past is None else past,
    )


def _choices() -> Choices:
    """Return what can be chosen in each filter, in the reader's words."""
    places = [("turin", _("Turin campus")), ("online", _("Online"))]
    return {
        "theme": [(key, reader.said(title).words) for key, title in activities.themes()],
        "lang": [(code, autonym(code)) for code in activities.languages()],
        "region": [*places, *((region.value, region.label) for region in Region)],
        "group": [(group.value, group.label) for group in Group],
    }


def _chosen(filters: activities.Filters, choices: Choices) -> list[tuple[str, str]]:
    """Return the filters that are set, each with the address of the page without it."""
    values = {
        "theme": filters.theme,
        "lang": filters.language,
        "region": filters.region,
        "group": filters.group,
    }
    chosen = []
    for name, value in values.items():
        if value:
            without: dict[str, Any] = {name: None, "page": None}
            chosen.append((dict(choices[name]).get(value, value), this_page(**without)))
    if filters.open:
        chosen.append((_("Open for applications"), this_page(open=None, page=None)))
    return chosen
