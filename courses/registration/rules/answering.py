"""Until when an offer is answered."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.activities import rules as activities
from courses.activities.models import Activity
from courses.registration.models import Application
from courses.registration.rules.deeds import (
    SEATS_GIVEN_IN,
)
from courses.registration.rules.refusals import (
    AnswerAfterEnd,
    AnswerInPast,
    AnswerTooLate,
    DatesUnknown,
)

ANSWER_WITHIN = timedelta(days=7)


def check_answerable(application: Application, at: datetime) -> None:
    """Raise Over, DatesUnknown, or AnswerTooLate, whether or not it has been taken back yet."""
    activity, until = application.activity, application.answer_by
    activities.check_not_over(activity)
    if activity.state not in SEATS_GIVEN_IN:
        raise DatesUnknown
    if until is not None and at >= until:
        raise AnswerTooLate(day=last_day(until, activity))


def check_answer_by(answer_by: datetime, at: datetime) -> None:
    """Raise AnswerInPast."""
    if answer_by <= at:
        raise AnswerInPast


def check_answer_day(day: date, activity: Activity) -> None:
    """Raise AnswerAfterEnd if on ``day`` the activity is over."""
    last = (activity.ends or activity.starts).last
    if day > last:
        raise AnswerAfterEnd(last=last)


def end_of(day: date, activity: Activity) -> datetime:
    """Return the instant at which ``day`` is over at the venue."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return midnight.replace(tzinfo=ZoneInfo(activity.zone))


def last_day(answer_by: datetime, activity: Activity) -> date:
    """Return the last day on which an offer can be answered, at the venue."""
    return (answer_by - timedelta(seconds=1)).astimezone(ZoneInfo(activity.zone)).date()


def suggested_answer_day(activity: Activity, at: datetime) -> date:
    """Return by which day to ask for an answer: the announced one, or else a week from now.

    Never after the activity has begun, unless it has.
    """
    today = activities.today(activity, at)
    if activity.answer_by and activity.answer_by > today:
        return activity.answer_by
    return max(today, min(today + ANSWER_WITHIN, activity.starts.last))
