"""What a page and a paper say alike of an activity: how its seats are given, or why no more."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from courses.activities.models import Activity, Choice, State
from turin.language import formats

GIVEN = {
    Choice.INVITATION: _l(
        "This activity is by invitation: your organization is asked to put you forward."
    ),
    Choice.FIRST_COME: _l(
        "Seats are given in the order of applications. When they are taken you are put on the"
        " waiting list."
    ),
    Choice.SELECTION: _l(
        "The coordinators look at experience and language, and keep a balance between governments,"
        " employers and workers, between women and men, and between regions. Who cannot be offered"
        " a seat may be put on a reserve list."
    ),
}
CLOSED = {
    State.POSTPONED: _l("This activity is postponed. New dates are not known yet."),
    State.CANCELLED: _l("This activity is cancelled. It does not take place."),
    State.RUNNING: _l("This activity has begun. Applications are closed."),
}


def chosen_how(activity: Activity) -> list[str]:
    """Say how many seats there are, how and when they are given, and until when to answer."""
    dated = activity.choice is Choice.SELECTION and activity.seats and activity.deadline
    return [*([_seats(activity)] if dated else []), str(GIVEN[activity.choice])]


def _seats(activity: Activity) -> str:
    deadline = formats.day(activity.deadline) if activity.deadline else ""
    if activity.answer_by:
        return ngettext(
            "%(num)s seat, chosen after %(deadline)s; who is offered one answers by %(answer)s.",
            "%(num)s seats, chosen after %(deadline)s; who is offered one answers by %(answer)s.",
            activity.seats or 0,
            deadline=deadline,
            answer=formats.day(activity.answer_by),
        )
    return ngettext(
        "%(num)s seat, chosen after %(deadline)s.",
        "%(num)s seats, chosen after %(deadline)s.",
        activity.seats or 0,
        deadline=deadline,
    )


def closed_because(activity: Activity, *, over: bool) -> str:
    """Say why nobody can apply any more."""
    if over and activity.state not in {State.POSTPONED, State.CANCELLED}:
        return _("This activity is over.")
    return str(CLOSED.get(activity.state) or _("Applications are closed."))
