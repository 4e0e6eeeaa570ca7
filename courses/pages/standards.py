"""The public pages of instruments and countries: who is recorded as bound by what, from where."""

from flask import Response, abort, render_template

from courses.activities import queries as activities
from courses.catalogue import queries as catalogue
from courses.catalogue import standards
from courses.pages.addresses import address
from courses.pages.briefing.facts import briefed
from courses.pages.public import pages
from turin import countries
from turin.access import public
from turin.web.headers import cache_publicly


@pages.get("/standards")
@public
def instruments() -> Response:
    """List the instruments, and the countries of which anything is recorded."""
    recorded = standards.countries()
    page = render_template(
        "courses/pages/instruments.html",
        instruments=standards.instruments(),
        countries=[pair for pair in countries.choices() if pair[0] in recorded],
    )
    return cache_publicly(Response(page))


@pages.get("/standards/<key>")
@public
def instrument(key: str) -> Response:
    """Show an instrument: who is recorded as bound, and which courses teach it."""
    found = standards.instrument(key) or abort(404)
    page = render_template(
        "courses/pages/instrument.html",
        instrument=found,
        profiles=standards.profiles_on(found),
        courses=catalogue.courses_teaching(found),
    )
    return cache_publicly(Response(page))


@pages.get("/countries/<code>")
@public
def country(code: str) -> Response:
    """Show the law recorded of a country, what can be read there, and what was held there."""
    if code not in countries.all_countries():
        abort(404)
    page = render_template(
        "courses/pages/country.html",
        code=code,
        briefing=briefed([code]),
        held=activities.held_in(code),
        address=address,
    )
    return cache_publicly(Response(page))
