"""The pages of figures: a year of the whole Centre, and one activity."""

from flask import Blueprint, abort, render_template, request

from courses.activities import queries as activities
from courses.activities.models import Activity
from courses.activities.year.spans import Span, asked
from courses.pages.figures import counts, small
from courses.registration.routes.bars import GROUPS, SEXES
from turin import clock
from turin.access import Permission, requires
from turin.db.paging import page
from turin.web.blueprints import this_page

staff = Blueprint("figures", __name__, url_prefix="/staff/figures")


@staff.get("")
@requires(Permission.SEE_FIGURES)
def year() -> str:
    """Show the figures of a year and its activities, planned beside actual."""
    span = Span(asked(request.args.get("year", ""), clock.now().date()).year)
    chosen = counts.of_year(span)
    divided = counts.divisions(chosen)
    groups, without_group = small.together(one.groups for one in divided.values())
    sexes, without_sex = small.together(one.sexes for one in divided.values())
    return render_template(
        "courses/pages/figures/year.html",
        span=span,
        found=page(chosen, request.args.get("page", 1, type=int), 50),
        divided=divided,
        may_be_told=small.may_be_told,
        fewest=small.FEWEST,
        states=counts.states(chosen),
        seated=sum(one.total for one in divided.values()),
        parts=[(GROUPS, groups, without_group), (SEXES, sexes, without_sex)],
        planned=counts.planned(chosen),
        countries=small.of_many(counts.countries(chosen)),
        funding=counts.funding(chosen),
        address=lambda other: this_page(year=other.said, page=None),
        page_href=lambda number: this_page(page=number),
    )


@staff.get("/<key>")
@requires(Permission.SEE_FIGURES)
def activity(key: str) -> str:
    """Show the figures of one activity."""
    found = activities.find(key) or abort(404)
    division = _division(found)
    return render_template(
        "courses/pages/figures/activity.html",
        activity=found,
        backing=activities.backing(found),
        seated=division.total,
        parts=[(GROUPS, division.groups), (SEXES, division.sexes)],
        may_be_told=small.may_be_told,
        fewest=small.FEWEST,
    )


def _division(found: Activity) -> counts.Division:
    return counts.divisions(activities.everything().where(Activity.id == found.id))[found.id]
