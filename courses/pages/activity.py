"""The public page of one activity, and of one course."""

from typing import NamedTuple

from flask import Response, abort, redirect, render_template
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.activities.models import Activity
from courses.activities.rules import is_open, is_over, today
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Course, Instrument
from courses.materials import access
from courses.materials import queries as materials
from courses.materials.joining import queries as joining
from courses.materials.models import MaterialFile, Translation, Work
from courses.materials.rules import Offer, in_languages, offered
from courses.outcomes import queries as outcomes
from courses.pages import addresses
from courses.pages.printing.note import languages as notes
from courses.pages.public import pages
from courses.pages.wording import chosen_how, closed_because
from courses.registration import queries as registration
from courses.registration.models import State
from courses.schedule import queries as schedule
from courses.schedule.weeks import Look, weeks
from turin import clock
from turin.access import public
from turin.language import reader
from turin.people import current
from turin.web.headers import cache_publicly


class HandedOut(NamedTuple):
    """A work, what we hold of it, what of that she is offered first, and whether it is hers."""

    work: Work
    held: list[tuple[Translation, MaterialFile]]
    offer: Offer
    may_have: bool


@pages.get("/courses/<name>")
@public
def activity(name: str) -> Answer:
    """Show an activity; an address without its title, or with an old one, goes to the right one."""
    found = activities.shown(name.partition("-")[0]) or abort(404)
    if name != addresses.name(found):
        return redirect(addresses.address(found), 301)
    return cache_publicly(Response(_page(found)))


def _page(found: Activity) -> str:
    now = clock.now()
    someone = current.someone()
    applied = registration.application_of(someone, found) if someone else None
    over = is_over(found, now)
    look = Look(join=applied is not None and applied.state == State.CONFIRMED)
    return render_template(
        "courses/pages/activity.html",
        activity=found,
        open=is_open(found, now),
        over=over,
        closed=closed_because(found, over=over),
        chosen_how=chosen_how(found),
        notes=notes(found),
        left=registration.seats_left([found])[found.id],
        days_left=(found.deadline - today(found, now)).days if found.deadline else None,
        weeks=weeks(schedule.of_activity(found), look=look),
        works=_handed_out(materials.of_activity(found)),
        noted=joining.noted(found) if look.join else (),
        outcomes=outcomes.published_of(found),
        applied=applied,
    )


@pages.get("/course/<key>")
@public
def course(key: str) -> Response:
    """Show a course and its runs."""
    found = catalogue.course(key) or abort(404)
    now = clock.now()
    runs = activities.of_course(found)
    page = render_template(
        "courses/pages/course.html",
        course=found,
        standards=_bound_by(found),
        runs=runs,
        next_run=next((run for run in reversed(runs) if is_open(run, now)), None),
        is_open=lambda run: is_open(run, now),
        is_over=lambda run: is_over(run, now),
        address=addresses.address,
        works=_handed_out(materials.of_course(found.id)),
    )
    return cache_publicly(Response(page))


def _bound_by(course: Course) -> list[Instrument]:
    """Return those instruments that its modules teach of which we know who is bound, each once."""
    taught = (one for used in course.modules for one in used.module.instruments)
    return [one for one in dict.fromkeys(taught) if one.ratifications]


def _handed_out(works: list[Work]) -> list[HandedOut]:
    allowed, chain = access.allowed(works, current.someone()), reader.chain_of_reader()
    return [
        HandedOut(work, in_languages(work, chain), offered(work, chain), work.id in allowed)
        for work in works
    ]
