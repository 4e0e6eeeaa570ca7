"""The briefing as a page to print and as a PDF."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from courses.activities import access
from courses.activities import queries as activities
from courses.activities.rules.work import Work
from courses.pages import addresses
from courses.pages.briefing import choosing
from courses.pages.briefing.drawing import draw
from courses.pages.printing.letters import NoSuchLetters
from courses.pages.public import pages
from turin import clock, countries
from turin.access import Permission, public, requires
from turin.people import current
from turin.storage.downloads import TYPES, made
from turin.web.blueprints import this_page
from turin.web.headers import cache_publicly
from turin.web.refusals import sentence

staff = Blueprint("briefing", __name__, url_prefix="/staff/activities")
MOST = 30  # countries that can be added


@pages.get("/courses/<key>/countries")
@public
def briefing(key: str) -> Response:
    """Brief whoever comes on the countries that an activity is for."""
    found = activities.published(key) or abort(404)
    page = render_template(
        "courses/pages/briefing.html",
        activity=found,
        address=addresses.address(found),
        briefing=choosing.of_audience(found),
    )
    return cache_publicly(Response(page))


@staff.get("/<key>/countries")
@requires(Permission.WORK_ON_ACTIVITIES)
def activity(key: str) -> str:
    """Brief those who run an activity on the countries of its audience and of who applied."""
    found = access.activity(key, run_by=current.person(), doing=Work.LOOK)
    asked = _asked()
    return render_template(
        "courses/pages/staff_briefing.html",
        activity=found,
        briefing=choosing.of_those_who_come(found, asked),
        asked=asked,
        chips=[
            (countries.country_name(code), this_page(country=[one for one in asked if one != code]))
            for code in asked
        ],
        choices=countries.choices(),
        fewest=choosing.FEWEST,
    )


@staff.get("/<key>/countries.pdf")
@requires(Permission.WORK_ON_ACTIVITIES)
def pdf(key: str) -> Answer:
    """Draw that briefing."""
    found = access.activity(key, run_by=current.person(), doing=Work.LOOK)
    asked = _asked()
    try:
        drawn = draw(found, choosing.of_those_who_come(found, asked), clock.now().date())
    except NoSuchLetters as refusal:
        flash(sentence(refusal))
        return redirect(url_for(".activity", key=key, country=asked), 303)
    return made(drawn, f"countries-{found.key}.pdf", TYPES["pdf"])


def _asked() -> list[str]:
    known = countries.all_countries()
    return [code for code in dict.fromkeys(request.args.getlist("country")) if code in known][:MOST]
