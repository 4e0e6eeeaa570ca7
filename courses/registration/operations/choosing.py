"""What the coordinator decides: who is offered a seat, who waits, who could not be chosen."""

from datetime import datetime

from courses.activities import rules as activities
from courses.activities.models import Activity
from courses.registration import events, queries, rules
from courses.registration.models import Application
from courses.registration.operations.deciding import decide, lock_with_activity, take_seat, tell
from courses.registration.rules import Deed
from turin.db import db
from turin.events import publish
from turin.people.models import Person


def offer(
    application: Application,
    answer_by: datetime,
    *,
    by: Person,
    at: datetime,
    reason: str = "",
) -> None:
    """Offer a seat that she may take until ``answer_by``.

    Raises WrongState, Unconfirmed, AnswerInPast, NoSeatsGiven or ActivityFull.
    """
    lock_with_activity(application)
    rules.check_deed(application, Deed.OFFER)
    rules.check_answer_by(answer_by, at)
    take_seat(application.activity)
    application.answer_by = answer_by
    decided = decide(application, Deed.OFFER, by=by, at=at, reason=reason)
    tell(decided, Deed.OFFER, at=at)
    publish(events.Offered(application, by, at))


def reserve(application: Application, *, by: Person | None, at: datetime, reason: str = "") -> None:
    """Put her at the end of the reserve list. Raises Over, WrongState or Unconfirmed."""
    lock_with_activity(application)
    activities.check_not_over(application.activity)
    line_up(application, by=by, at=at, reason=reason)


def line_up(application: Application, *, by: Person | None, at: datetime, reason: str = "") -> None:
    """Put her at the end of the list of an activity that is locked already."""
    application.reserved_at = at
    decided = decide(application, Deed.RESERVE, by=by, at=at, reason=reason)
    tell(decided, Deed.RESERVE, at=at)
    publish(events.Reserved(application, by, at))


def decline(application: Application, *, by: Person, at: datetime, reason: str = "") -> None:
    """Say that she could not be chosen. Raises WrongState or Unconfirmed."""
    lock_with_activity(application)
    decided = decide(application, Deed.DECLINE, by=by, at=at, reason=reason)
    tell(decided, Deed.DECLINE, at=at)
    publish(events.Declined(application, by, at))


def keep_offers(activity: Activity, *, at: datetime) -> None:
    """Give who was offered a seat time to answer, now that the dates are others or known again.

    While an activity is postponed nobody can answer, and no offer expires.
    """
    if activity.state not in rules.SEATS_GIVEN_IN:
        return
    until = rules.end_of(rules.suggested_answer_day(activity, at), activity)
    for one in queries.offered(activity):
        one.answer_by = max(one.answer_by, until) if one.answer_by else None
    db.session.flush()


def expire(application: Application, *, at: datetime) -> None:
    """Take an offer back that was not answered in time; one that was answered stays.

    Raises WrongState if it was answered in between.
    """
    lock_with_activity(application)
    decided = decide(application, Deed.EXPIRE, by=None, at=at)
    tell(decided, Deed.EXPIRE, at=at)
    publish(events.Expired(application, None, at))
