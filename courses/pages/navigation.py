"""What stands in the bar of every page: at most five ways, by who is reading."""

from typing import NamedTuple

from flask import Flask, request, url_for
from flask_babel import gettext as _

from courses.activities import access
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from turin.access import Permission
from turin.people import current
from turin.people.models import Deputy, Person


class Way(NamedTuple):
    """One entry: its words, its address, and whether the reader is there."""

    label: str
    href: str
    here: bool


def navigation() -> list[Way]:
    """Return the entries for whoever is reading."""
    someone = current.someone()
    if someone and request.path.startswith(("/staff", "/admin")):
        return _of_staff(someone)
    ways = [
        _way(_("Courses"), "pages.courses", "pages.activity", "pages.course"),
        _way(_("Library"), "materials.library", "materials.work", "materials.translation"),
    ]
    if someone is None:
        return [*ways, _way(_("Sign in"), "people.sign_in")]
    ways.append(_way(_("My applications"), "registration.me"))
    if someone.works_here:
        ways.append(_way(_("Staff pages"), "staff.overview"))
    return ways


def _of_staff(someone: Person) -> list[Way]:
    ways = []
    if someone.may(Permission.WORK_ON_ACTIVITIES):
        runs = someone.may(Permission.RUN_ACTIVITIES)
        ways += [
            _way(_("My day"), "staff.overview"),
            _way(_("Activities"), "activities.activities"),
            _way(_("Rooms"), "schedule.rooms" if runs else "schedule.rooms_week"),
        ]
    elif someone.may(Permission.SEE_FIGURES):
        ways.append(_way(_("Figures"), "figures.year", "figures.activity"))
    if someone.may(Permission.TEACH) and not someone.may(Permission.WORK_ON_ACTIVITIES):
        ways.append(_way(_("My sessions"), "schedule.teaching"))
    if someone.may(Permission.ADMINISTER):
        ways.append(_way(_("People"), "accounts.people"))
    return [*ways, _way(_("Public pages"), "pages.courses")]


def _way(label: str, endpoint: str, *also: str) -> Way:
    return Way(label, url_for(endpoint), request.endpoint in {endpoint, *also})


def init_app(app: Flask) -> None:
    """Let the bar of every page ask for its entries, and staff pages what their reader may do."""
    app.context_processor(lambda: {"navigation": navigation()})
    app.add_template_global(_does, "does")
    app.add_template_global(_stands_in, "stands_in")


def _does(activity: Activity, work: str) -> bool:
    """Whether the reader may do this part of the work, so that its buttons are for her."""
    return access.runs(current.person(), activity, Work(work))


def _stands_in(activity: Activity) -> Deputy | None:
    """Return for whom the reader runs the activity these days, if it is not her own."""
    return access.standing_in(current.person(), activity)
