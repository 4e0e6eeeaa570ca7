"""Who may apply, and what an application must answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from courses.activities import rules as activities
from courses.activities.models import Activity, Choice
from courses.activities.models import State as Stage
from courses.registration.models import ENDED_WITHOUT_SEAT, Application, State
from courses.registration.rules.refusals import (
    AlreadySent,
    ByInvitation,
    DeadlinePassed,
    Incomplete,
    NotOpen,
)
from turin.people.models import Person

KEPT_UNPROVEN, KEPT_WITHOUT_SEAT = timedelta(days=30), timedelta(days=365)
KEPT_SPECIAL = timedelta(days=183)  # group, organisation and needs, after the end of the activity
CLAIMS_A_DAY = 10  # sent in the name of one mailbox
LINKS_A_DAY = 5  # to come back to one draft


class Step(StrEnum):
    """A page of the form."""

    YOU = "you"
    ORGANIZATION = "organization"
    EXPERIENCE = "experience"
    FUNDING = "funding"
    CHECK = "check"


# What each step must have answered before the application can be sent.
NEEDED: dict[Step, tuple[str, ...]] = {
    Step.YOU: ("name", "sex", "email"),
    Step.ORGANIZATION: ("group", "organisation", "country", "position"),
    Step.EXPERIENCE: ("course_language", "level", "motivation"),
    Step.FUNDING: ("funding",),
    Step.CHECK: (),
}


def keeps_special(activity: Activity, at: datetime) -> bool:
    """Whether what is special in its applications is kept still; in some months nobody needs it.

    While it is postponed its dates mean nothing.
    """
    last = (activity.ends or activity.starts).last
    return activity.state == Stage.POSTPONED or (at - KEPT_SPECIAL).date() <= last


def check_open(activity: Activity, at: datetime) -> None:
    """Raise ByInvitation, DeadlinePassed or NotOpen if nobody may apply."""
    if activity.choice == Choice.INVITATION:
        raise ByInvitation
    if activities.is_open(activity, at):
        return
    announced = activity.state in {Stage.OPEN, Stage.CONFIRMED}
    if announced and activity.deadline and activity.deadline < activities.today(activity, at):
        raise DeadlinePassed(deadline=activity.deadline)
    raise NotOpen


def check_coming(activity: Activity, at: datetime) -> None:
    """Raise NotOpen where it is too late to take part: over, cancelled or begun.

    Who has applied in time may prove it after the deadline.
    """
    begun = activities.today(activity, at) >= activity.starts.first
    if activity.state in {Stage.OPEN, Stage.CONFIRMED} and not begun:
        return
    if activity.state != Stage.POSTPONED:
        raise NotOpen


def unanswered(application: Application) -> list[Step]:
    """Return the steps on which a needed answer is missing."""
    return [
        step
        for step, needed in NEEDED.items()
        if not all(getattr(application, answer) for answer in needed)
    ]


def known(person: Person, asked: Sequence[Application]) -> dict[str, object]:
    """Return what somebody signed in need not type again; ``asked`` are her applications."""
    answers: dict[str, object] = {
        answer: getattr(person, answer)
        for answer in ("name", "certificate_name", "sex", "email", "phone", "country")
    }
    if asked:
        last = asked[0]
        told = {
            answer: getattr(last, answer)
            for answer in ("country", "phone", "group", "organisation", "position", "languages")
        }
        answers |= {answer: value for answer, value in told.items() if value}
    return answers


def check_complete(application: Application) -> None:
    """Raise Incomplete if a needed answer is missing."""
    if steps := unanswered(application):
        raise Incomplete(steps=steps)


def check_forgettable(one: Application) -> None:
    """Raise AlreadySent unless it was never sent or proven, or has led to no seat."""
    if not (one.is_claim or one.state in {State.DRAFT, *ENDED_WITHOUT_SEAT}):
        raise AlreadySent


def check_draft(application: Application) -> None:
    """Raise AlreadySent if it can't be changed any more."""
    if application.state != State.DRAFT:
        raise AlreadySent
